import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { activeStreams, modularFilter, streamTargets, type ModuleSet } from '#shared/rpm/modules/module-set.ts';
import { parseComps } from '#shared/rpm/repodata/comps.ts';
import { dataFolder, haveTool } from '#shared/rpm/testing/tools.ts';

import { parseModules } from './modules-yaml.ts';

const DATA = dataFolder('el8-modules-comps');
const open = (file: string): string => zlib.zstdDecompressSync(readFileSync(join(DATA.path, file))).toString('utf8');

const SMALL = `---
document: modulemd
version: 2
data:
  name: perl
  stream: 5.30
  version: 820
  context: aa
  arch: s390x
  dependencies: [{ buildrequires: { platform: [el8] }, requires: { platform: [el8], tools: [2] } }]
  buildopts: { rpms: { macros: "%_with_perl 1\\n\\n" } }
  components: { rpms: { perl: { buildorder: 1 }, perl-A: { buildorder: 10, arches: [x86_64] }, perl-B: { buildorder: 10 } } }
  artifacts: { rpms: [perl-4:5.30.1-2.module+el8+1+aa.s390x, perl-4:5.30.1-2.module+el8+1+aa.src] }
...
---
document: modulemd
version: 2
data: { name: perl, stream: 5.26, version: 9, context: bb, arch: s390x, artifacts: { rpms: [perl-4:5.26.3-1.s390x] } }
---
document: modulemd
version: 2
data: { name: tools, stream: 2, version: 1, context: cc, arch: s390x, artifacts: { rpms: [tool-0:2-1.s390x] } }
---
document: modulemd-defaults
version: 1
data: { module: perl, stream: 5.26 }
---
document: modulemd-translations
version: 1
data: {}
`;

describe('modules', () => {
  const set = parseModules('modules.yaml', SMALL);
  const hidden = (enabled: readonly string[], nevra: string): boolean => modularFilter(set, activeStreams(set, enabled))({ name: nevra.slice(0, nevra.indexOf('-')), nevra, isSource: nevra.endsWith('.src') }) !== null;

  it('keep 5.30 apart from 5.3, and a stream enables what it requires', () => {
    expect(set.streams.map(({ name, stream }) => `${name}:${stream}`)).toEqual(['perl:5.30', 'perl:5.26', 'tools:2']);
    expect([...activeStreams(set, [])]).toEqual(['perl:5.26']);
    expect([...activeStreams(set, ['perl:5.30'])].sort()).toEqual(['perl:5.30', 'tools:2']);
  });

  it('hide what is of no active stream, and what is only called like what is of one', () => {
    expect(['perl-4:5.30.1-2.module+el8+1+aa.s390x', 'perl-4:5.26.3-1.s390x', 'perl-4:5.20-1.s390x', 'tool-0:2-1.s390x', 'zlib-0:1-1.s390x'].map((nevra) => hidden([], nevra))).toEqual([true, false, true, true, false]);
    expect(['perl-4:5.30.1-2.module+el8+1+aa.s390x', 'perl-4:5.30.1-2.module+el8+1+aa.src', 'perl-4:5.26.3-1.s390x', 'perl-4:5.26-1.src', 'tool-0:2-1.s390x'].map((nevra) => hidden(['perl:5.30'], nevra))).toEqual([false, false, true, true, false]);
  });

  it('are targets with a build order, a %dist, and components that are for the architecture', () => {
    expect(streamTargets(set, activeStreams(set, []), 's390x')[1]).toEqual({ module: 'perl', stream: '5.30', version: '820', active: false, dist: '.module+el8+1+aa', macros: { _with_perl: '1' }, enabled: ['platform:el8'], order: [['perl'], ['perl-B']], notForArch: ['perl-A'] });
  });

  it('that cannot be read are told by their document', () => {
    expect(() => parseModules('m.yaml', `${SMALL}---\ndocument: modulemd\nversion: 2\ndata: { name: x }\n`)).toThrow('Document 6 of m.yaml cannot be read: it has no name, stream and version.');
    expect(() => parseModules('m.yaml', '---\na: [\n')).toThrow('Document 1 of m.yaml is not YAML.');
    expect(() => parseModules('m.yaml', '---\na: &x [1]\nb: [*x]\n')).toThrow('is not YAML');
  });
});

describe.skipIf(!DATA.there || !haveTool('tar'))('the modules and groups of EL 8 [needs tar and el8-modules-comps in PORTOLAN_DATA]', () => {
  it('are 82 streams of 491 components, 41 of them not for s390x', () => {
    const modules = parseModules('modules.yaml', open('x86_64-appstream-modules.yaml.zst'));
    const set: ModuleSet = { streams: modules.streams, defaults: parseModules('defaults.yaml', open('x86_64-appstream-defaults.yaml.zst')).defaults };
    expect(set.streams).toHaveLength(299);
    expect(set.streams.flatMap(({ artifacts }) => artifacts)).toHaveLength(11598);
    expect(new Set(set.streams.flatMap(({ components }) => components.map(({ name }) => name))).size).toBe(491);
    const active = activeStreams(set, ['perl:5.30']);
    const targets = streamTargets(set, active, 's390x');
    expect(targets).toHaveLength(82);
    // Of every build of every stream, as the data counts them.
    const restricted = new Set(set.streams.flatMap(({ name, stream, components }) => components.filter(({ arches }) => arches.length > 0 && !arches.includes('s390x')).map((component) => `${name}:${stream} ${component.name}`)));
    expect(restricted.size).toBe(41);
    expect(targets.find(({ module, stream }) => module === 'virt' && stream === 'rhel')?.notForArch).toContain('seabios');
    expect(targets.filter(({ module, active: isActive }) => module === 'perl' && isActive).map(({ stream }) => stream)).toEqual(['5.30']);
    const perl = targets.find(({ module, stream }) => module === 'perl' && stream === '5.30');
    expect(perl?.dist).toMatch(/^\.module\+el8\./);
    expect(Math.max(...targets.map(({ order }) => order.length))).toBeGreaterThan(5);
    // The stream that the platform itself has: its releases carry no module's part.
    expect(targets.filter(({ dist }) => dist === null).map(({ module, stream }) => `${module}:${stream}`)).toEqual(['perl:5.26']);
  });

  it('have 35 groups in BaseOS and 59 in AppStream', () => {
    const comps = zlib.zstdDecompressSync(readFileSync(join(DATA.path, 'comps-8.6.tar.zst')));
    const groups = (name: string) => parseComps(name, execFileSync('tar', ['-xO', `./${name}`], { input: comps, maxBuffer: 1 << 26 }));
    expect([groups('baseos-x86_64.xml').length, groups('appstream-x86_64.xml').length]).toEqual([35, 59]);
    const core = groups('baseos-x86_64.xml').find(({ id }) => id === 'core');
    expect(core?.packages).toEqual(expect.arrayContaining(['bash', 'dnf', 'rpm']));
  });
});
