import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { parseRpmFileName } from '../rpm/nevra.ts';
import { haveTool, needs } from '../rpm/testing/tools.ts';
import { takenFrom, visibleOf } from './visible-base.ts';
import { binary } from './testing/small-universe.ts';

test('all that a base has of a source is hidden once the port has a build of it, and nothing else', () => {
  const base = [binary('zlib', { version: '9' }), binary('zlib-static', { from: 'zlib' }), binary('minizip', { from: 'zlib' }), binary('zlib-ng'), { ...binary('root'), sourceRpm: '' }];
  expect(visibleOf(base, (source) => source === 'zlib').map(({ name }) => name)).toEqual(['zlib-ng', 'root']);
  expect(visibleOf(base, () => false)).toEqual(base);
  expect(takenFrom({ name: 'base', binaries: [...base, binary('other', { arch: 'i686' })], architectures: ['x86_64'], exclude: ['zlib-ng'] }, { ignore: ['mini*'] }).map(({ name }) => name)).toEqual(['zlib', 'zlib-static', 'root']);
});

const there = haveTool('rpmbuild') && haveTool('createrepo_c') && haveTool('mergerepo_c');

/** Builds a source with subpackages, all empty, into a folder. */
function build(place: string, into: string, name: string, version: string, subpackages: readonly string[]): void {
  const parts = subpackages.map((each) => `%package -n ${each}\nSummary: x\n%description -n ${each}\nx\n%files -n ${each}\n`).join('');
  const spec = `Name: ${name}\nVersion: ${version}\nRelease: 1\nSummary: x\nLicense: MIT\nBuildArch: noarch\n%description\nx\n%files\n${parts}`;
  writeFileSync(join(place, `${name}.spec`), spec);
  mkdirSync(into, { recursive: true });
  execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${place}`, '--define', `_rpmdir ${into}`, '--define', '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm', join(place, `${name}.spec`)], { stdio: 'ignore' });
}

test.skipIf(!there)(needs(there, 'rpmbuild, createrepo_c and mergerepo_c', 'what is visible is what mergerepo_c --koji leaves of a base'), { timeout: 120_000 }, () => {
  const place = mkdtempSync(join(tmpdir(), 'portolan-merge-'));
  try {
    const [own, base, merged] = ['own', 'base', 'merged'].map((name) => join(place, name)) as [string, string, string];
    build(place, own, 'lib', '1', ['lib-devel']);
    build(place, base, 'lib', '2', ['lib-devel', 'lib-static', 'kit']);
    build(place, base, 'tool', '1', ['tool-doc']);
    for (const folder of [own, base]) execFileSync('createrepo_c', ['-q', '--general-compress-type=gz', folder], { stdio: 'ignore' });
    execFileSync('mergerepo_c', ['--koji', '--no-database', '--omit-baseurl', '-r', `file://${own}`, '-r', `file://${base}`, '-o', merged], { stdio: 'ignore' });
    const primary = readdirSync(join(merged, 'repodata')).find((name) => name.includes('primary.xml')) ?? '';
    const left = [...gunzipSync(readFileSync(join(merged, 'repodata', primary))).toString('utf8').matchAll(/<location href="([^"]+)"/g)].map(([, file]) => file ?? '').sort();

    const packagesIn = (folder: string) =>
      readdirSync(folder).flatMap((file) => {
        const nevra = parseRpmFileName(file);
        if (!nevra.ok) return [];
        const from = ['lib', 'lib-devel', 'lib-static', 'kit'].includes(nevra.value.name) ? 'lib' : 'tool';
        return [{ ...binary(nevra.value.name, { from, version: nevra.value.evr.version }), arch: nevra.value.arch }];
      });
    const mine = packagesIn(own);
    const ours = [...mine, ...visibleOf(packagesIn(base), (source) => source === 'lib')].map(({ name, evr }) => `${name}-${evr.version}-1.noarch.rpm`).sort();
    expect(left).toEqual(ours);
    expect(left).toHaveLength(4);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
