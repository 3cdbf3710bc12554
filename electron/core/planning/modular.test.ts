import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sayFault } from '#shared/plan/say-fault.ts';
import { haveTool, needs } from '#shared/rpm/testing/tools.ts';

import { makePlan } from './make-plan.ts';
import type { PlanInputs } from './plan-inputs.ts';

const DNF = haveTool('dnf');
const READY = ['rpmbuild', 'createrepo_c', 'modifyrepo_c'].every(haveTool);

function specOf(name: string, version: string, dist: string, head = ''): string {
  return `Name: ${name}\nVersion: ${version}\nRelease: 1${dist}\nSummary: ${name}\nLicense: MIT\nBuildArch: noarch\n${head}\n%description\n${name}.\n%files\n`;
}

const stream = (name: string, version: string, dist: string): string => `---
document: modulemd
version: 2
data:
  name: ${name}
  stream: "${version}"
  version: 1
  context: aa
  arch: s390x
  summary: A module
  description: A module.
  license: { module: [MIT] }
  components: { rpms: { ${name}: { rationale: 'It is the module.', buildorder: 1 } } }
  artifacts: { rpms: [${name}-0:${version}-1${dist}.noarch, ${name}-0:${version}-1${dist}.src] }
`;

describe.skipIf(!READY)('a repository with modules and groups [needs rpmbuild, createrepo_c and modifyrepo_c]', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'portolan-modular-'));
    const specs = { 'a.spec': specOf('perl', '5.30', '.module+1'), 'b.spec': specOf('perl', '5.26', '.module+2'), 'c.spec': specOf('perl', '5.20', ''), 'd.spec': specOf('asks', '1', '', 'BuildRequires: perl\nRequires: perl'), 'e.spec': specOf('wants', '1', '', 'BuildRequires: perl = 5.30\nBuildRequires: perl = 5.20') };
    for (const [file, text] of Object.entries(specs)) {
      writeFileSync(join(root, file), text);
      execFileSync('rpmbuild', ['-ba', '--nodeps', '--define', `_topdir ${root}`, join(root, file)], { stdio: 'ignore' });
    }
    writeFileSync(join(root, 'comps.xml'), '<comps><group><id>build</id><packagelist><packagereq type="mandatory">perl</packagereq><packagereq type="optional">asks</packagereq></packagelist></group><category><id>x</id></category></comps>');
    writeFileSync(join(root, 'modules.yaml'), `${stream('perl', '5.30', '.module+1')}${stream('perl', '5.26', '.module+2')}---\ndocument: modulemd-defaults\nversion: 1\ndata: { module: perl, stream: "5.26", profiles: { "5.26": [] } }\n`);
    execFileSync('createrepo_c', ['-g', join(root, 'comps.xml'), join(root, 'RPMS')], { stdio: 'ignore' });
    execFileSync('createrepo_c', [join(root, 'SRPMS')], { stdio: 'ignore' });
    execFileSync('modifyrepo_c', ['--mdtype=modules', '--compress-type=xz', join(root, 'modules.yaml'), join(root, 'RPMS', 'repodata')], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  async function plan(over: Partial<PlanInputs>, moduleHotfixes = false) {
    const repository = (folder: string) => ({ location: join(root, folder), filelists: false, priority: 99, exclude: [], moduleHotfixes });
    const inputs: PlanInputs = { arch: 's390x', reference: [repository('RPMS')], referenceArchitectures: ['noarch'], sources: [repository('SRPMS')], specs: [], brokenTrees: [], comparison: null, conditions: null, srpms: [], foreign: [], buildGroup: [], prefer: [], ignore: [], enabledStreams: [], builtStream: null, cacheFolder: join(root, 'cache'), ...over };
    const { plan: planned, streams, buildGroup } = await makePlan(inputs, 'digest', () => undefined);
    const asks = planned.sources.find(({ name }) => name === 'asks');
    return { sources: planned.sources.map(({ name, evr }) => `${name} ${evr}`), perls: planned.binaries.filter(({ name }) => name === 'perl').map(({ nevra }) => nevra).sort(), provider: planned.binaries[asks?.requirements[0]?.providers[0] ?? -1]?.nevra, buildGroup, why: planned.notInstallable.map((fault) => sayFault(planned, fault)), plain: planned.unresolvable.length, active: streams.filter(({ active }) => active).map(({ module, stream: each }) => `${module}:${each}`), streams };
  }

  it('is seen through the default streams, through those that are enabled, or whole', async () => {
    expect(await plan({})).toMatchObject({ sources: ['asks 1-1', 'perl 5.26-1.module+2', 'wants 1-1'], provider: 'perl-5.26-1.module+2.noarch', active: ['perl:5.26'] });
    expect(await plan({ enabledStreams: ['perl:5.30'] })).toMatchObject({ sources: ['asks 1-1', 'perl 5.30-1.module+1', 'wants 1-1'], provider: 'perl-5.30-1.module+1.noarch', active: ['perl:5.30'] });
    expect((await plan({}, true)).provider).toBe('perl-5.30-1.module+1.noarch');
    expect((await plan({})).streams.map(({ dist, order }) => [dist, order])).toEqual([['.module+2', [['perl']]], ['.module+1', [['perl']]]]);
    await expect(plan({ enabledStreams: ['perl:6'] })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('is planned by the components of a stream alone where that is built', async () => {
    expect(await plan({ enabledStreams: ['perl:5.30'], builtStream: 'perl:5.30' })).toMatchObject({ sources: ['perl 5.30-1.module+1'], why: [], plain: 0 });
    // Its own sources are hidden where it is not active itself.
    expect((await plan({ builtStream: 'perl:5.30', sources: [] })).sources).toEqual(['perl 0-0']);
    await expect(plan({ builtStream: 'perl:6' })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('tells what is hidden by which stream, and what to do', async () => {
    const place = join(root, 'RPMS');
    const { why, plain } = await plan({});
    expect(plain).toBe(0);
    expect(why).toEqual([
      `perl = 5.20 is hidden by modular filtering: perl-5.20-1.noarch of ${place} has it, but perl:5.26 is active and has a package of that name. Set “moduleHotfixes: true” for ${place} in portolan.yaml.`,
      `perl = 5.30 is hidden by modular filtering: perl-5.30-1.module+1.noarch of ${place} has it, but its stream perl:5.30 is not active; perl:5.26 is. Enable perl:5.30 under “modules” in portolan.yaml.`,
    ]);
    expect((await plan({ enabledStreams: ['perl:5.30'] })).why).toEqual([expect.stringMatching(/^perl = 5\.20 is hidden .* but perl:5\.30 is active/)]);
    expect((await plan({ ignore: ['perl-5.30*', 'perl-5.20*'] }))).toMatchObject({ why: [], plain: 2 });
  });

  it.skipIf(!DNF)(needs(DNF, 'dnf', 'is seen as dnf sees it'), async () => {
    /** What dnf finds of perl, with a stream enabled or none. */
    const seen = (stream: string | null, hotfixes = false, capability = 'perl'): string[] => {
      const installed = join(root, `root-${stream ?? 'none'}`);
      mkdirSync(join(installed, 'etc', 'dnf', 'modules.d'), { recursive: true });
      if (stream !== null) writeFileSync(join(installed, 'etc', 'dnf', 'modules.d', 'perl.module'), `[perl]\nname=perl\nstream=${stream}\nprofiles=\nstate=enabled\n`);
      const options = [`--installroot=${installed}`, '--quiet', '--noplugins', '--disablerepo=*', '--setopt=reposdir=/nowhere', `--setopt=cachedir=${join(root, 'dnf')}`, '--setopt=module_platform_id=platform:el8', `--repofrompath=t,file://${join(root, 'RPMS')}`, `--setopt=t.module_hotfixes=${hotfixes ? 1 : 0}`, '--forcearch=s390x'];
      return execFileSync('dnf', [...options, 'repoquery', '--qf', '%{name}-%{version}-%{release}.%{arch}', '--whatprovides', capability], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').filter((line) => line !== '').sort();
    };
    const ours = async (enabled: readonly string[], hotfixes = false): Promise<string[]> => (await plan({ enabledStreams: enabled }, hotfixes)).perls;
    expect(await ours([])).toEqual(seen(null));
    expect(await ours(['perl:5.30'])).toEqual(seen('5.30'));
    expect(await ours([], true)).toEqual(seen(null, true));
    expect(seen(null)).toHaveLength(1);
    expect(seen(null, true)).toHaveLength(3);
    // What the plan says hides a package is what dnf finds it by.
    expect(seen(null, false, 'perl = 5.30')).toEqual([]);
    expect(seen('5.30', false, 'perl = 5.30')).toEqual(['perl-5.30-1.module+1.noarch']);
    expect(seen(null, false, 'perl = 5.20')).toEqual([]);
    expect(seen(null, true, 'perl = 5.20')).toEqual(['perl-5.20-1.noarch']);
  });

  it('has groups that a build group may name', async () => {
    await expect(plan({ buildGroup: ['asks', '@build'] })).resolves.toMatchObject({ active: ['perl:5.26'], buildGroup: ['asks', 'perl'] });
    await expect(plan({ buildGroup: ['@nothing'] })).rejects.toMatchObject({ problem: { message: expect.stringContaining('@nothing') as string } });
  });
});
