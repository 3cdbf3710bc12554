import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDependency, formatProvide } from './dependency.ts';
import { formatNevra } from './nevra.ts';
import { BINARY_QUERY_FORMAT, parseSpecQuery, SOURCE_QUERY_FORMAT, type SpecResult } from './spec-query.ts';
import { dataFolder, haveTool, needs } from './testing/tools.ts';

const HAVE_RPM = haveTool('rpmspec');
const DISTGIT = dataFolder('el8-distgit');

const SPEC = `
Name: t
Version: 1.0
Release: 1
Epoch: 2
Summary: A thing: "x"
License: X
Source0: https://a.example/b.tar.gz
Source1: c.conf
Patch0: p.patch
BuildRequires: foo >= 1.0, bar(baz), (a and b)
BuildConflicts: evil < 3
ExclusiveArch: s390x x86_64
ExcludeArch: i686
Requires: q = %{version}-%{release}
Provides: virt(x) = 3
Obsoletes: old < 2
Recommends: rec
%description
%package devel
Summary: D
BuildArch: noarch
Requires: %{name} = %{epoch}:%{version}-%{release}
%description devel
%package ghost
Summary: not built
%description ghost
%files
%files devel
`;

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-spec-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What rpmspec says in plain text, or null where it cannot read the spec. */
function rpmspec(...options: string[]): string | null {
  try {
    return execFileSync('rpmspec', ['-q', ...options], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  } catch {
    return null;
  }
}

function query(spec: string, ...options: string[]): SpecResult {
  const source = rpmspec('--srpm', '--queryformat', SOURCE_QUERY_FORMAT, ...options, spec);
  const binary = rpmspec('--builtrpms', '--queryformat', BINARY_QUERY_FORMAT, ...options, spec);
  const result = parseSpecQuery(spec, source ?? '', binary ?? '');
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('parseSpecQuery', () => {
  it.skipIf(!HAVE_RPM)(needs(HAVE_RPM, 'rpmspec', 'reads what rpmspec says for another architecture'), () => {
    const spec = join(root, 't.spec');
    writeFileSync(spec, SPEC);
    const { source, binaries } = query(spec, '--target', 's390x');
    expect(source).toMatchObject({ name: 't', evr: { epoch: 2, version: '1.0', release: '1' }, arch: 's390x', summary: 'A thing: "x"', exclusiveArch: ['s390x', 'x86_64'], excludeArch: ['i686'], patches: ['p.patch'], buildArchs: [] });
    expect(source.buildRequires.map(formatDependency).sort()).toEqual(['(a and b)', 'bar(baz)', 'foo >= 1.0']);
    expect(source.buildConflicts.map(formatDependency)).toEqual(['evil < 3']);
    expect([...source.sources].sort()).toEqual(['b.tar.gz', 'c.conf']);
    expect(binaries.map(formatNevra)).toEqual(['t-2:1.0-1.s390x', 't-devel-2:1.0-1.noarch']);
    expect(binaries[0]?.sourceRpm).toBe('t-1.0-1.src.rpm');
    expect(binaries[0]?.provides.map(formatProvide)).toContain('virt(x) = 3');
    expect([binaries[0]?.requires, binaries[0]?.obsoletes, binaries[0]?.recommends, binaries[1]?.requires].map((list) => list?.map(formatDependency))).toEqual([['q = 1.0-1'], ['old < 2'], ['rec'], ['t = 2:1.0-1']]);
  });

  it('refuses another form', () => {
    const head = ['t', '0', '1', '1', 'noarch', 's'];
    const source = (fields: readonly string[]) => `${[...head, ...fields].join('\x1d')}\x1c`;
    const empty = ['', '', '', '', '', '', ''];
    expect(parseSpecQuery('t.spec', source(empty), '').ok).toBe(true);
    for (const answer of ['', 'warning: x\n', source([]), source(empty) + source(empty), source(empty).slice(0, -1), source(['foo\x1fx\x1f1\x1e', ...empty.slice(1)]), source(['(a and\x1f0\x1f\x1e', ...empty.slice(1)]), source(empty).replace('t', '../t')]) {
      const result = parseSpecQuery('t.spec', answer, '');
      expect(result.ok ? 'read' : result.error.code).toBe('bad-input');
    }
  });

  it('drops what rpm requires of itself', () => {
    const answer = ['t', '0', '1', '1', 'noarch', 's', `rpmlib(X)\x1f${(1 << 24) | 10}\x1f4.0-1\x1emake\x1f0\x1f\x1e`, '', '', '', '', '', ''].join('\x1d') + '\x1c';
    const result = parseSpecQuery('t.spec', answer, '');
    expect(result.ok && result.value.source.buildRequires.map(formatDependency)).toEqual(['make']);
  });
});

const READY = HAVE_RPM && DISTGIT.there && haveTool('tar');

// Some ninety runs of rpmspec.
describe('the specs of a distribution', { timeout: 240_000 }, () => {
  it.skipIf(!READY)(needs(READY, 'rpmspec, tar and the reference data', 'have the BuildRequires that rpmspec lists'), () => {
    const trees = join(root, 'distgit');
    mkdirSync(trees);
    execFileSync('tar', ['-x', '-C', trees, '--wildcards', '*/SPECS/*'], { input: zlib.zstdDecompressSync(readFileSync(join(DISTGIT.path, 'el8-distgit.tar.zst'))) });
    const specs = readdirSync(trees, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.spec')).sort();
    expect(specs.length).toBeGreaterThan(80);
    let compared = 0;
    // Every fourth is enough to meet all forms and keeps the suite quick.
    for (const name of specs.filter((_, index) => index % 4 === 0)) {
      const spec = join(trees, name);
      const tree = join(spec, '../..');
      const options = ['--target', 's390x', '--define', `_sourcedir ${existsSync(join(tree, 'SOURCES')) ? join(tree, 'SOURCES') : tree}`];
      const expected = rpmspec('--srpm', '--buildrequires', ...options, spec);
      if (expected === null) continue;
      const { source, binaries } = query(spec, ...options);
      expect([name, source.buildRequires.map(formatDependency).sort()]).toEqual([name, expected.split('\n').filter((line) => line !== '').sort()]);
      const names = rpmspec('--builtrpms', '--queryformat', '%{NEVRA}\n', ...options, spec) ?? '';
      expect(binaries.map(formatNevra).sort()).toEqual(names.split('\n').filter((line) => line !== '').sort());
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });
});
