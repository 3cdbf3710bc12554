import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { formatDependency, formatProvide } from '../dependency.ts';
import { formatEvr } from '../evr.ts';
import { digestOfHeader, packageOfHeader } from './binary-header.ts';
import { parseRpmHeader } from './rpm-header.ts';
import { haveTool, needs } from '../testing/tools.ts';

const there = haveTool('rpmbuild') && haveTool('rpm');

const SPEC = `Name: odd
Epoch: 3
Version: 1.2~rc1
Release: 4.el8
Summary: Odd
License: MIT
BuildArch: noarch
Requires: make >= 4.1, (gcc or clang), /usr/bin/env
Requires(post): bash
Requires: bash
Conflicts: other < 2:1-1
Obsoletes: old <= 9, older
Provides: libodd.so.1()(64bit), odd-virtual = 7
Recommends: nice
%description
Odd.
%package sub
Summary: Sub
Requires: %{name} = %{epoch}:%{version}-%{release}
%description sub
Sub.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/odd %{buildroot}/etc
echo x > %{buildroot}/usr/bin/odd
for i in $(seq 300); do echo $i > "%{buildroot}/usr/share/odd/file $i"; done
echo x > %{buildroot}/etc/odd.conf
%post
:
%files
/usr/bin/odd
"/usr/share/odd"
%config /etc/odd.conf
%files sub
`;

describe.skipIf(!there)(needs(there, 'rpm and rpmbuild', 'an RPM file’s header'), { timeout: 60_000 }, () => {
  let folder = '';
  let files: string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-header-'));
    writeFileSync(join(folder, 'odd.spec'), SPEC);
    execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${folder}`, join(folder, 'odd.spec')], { stdio: 'ignore' });
    files = readdirSync(join(folder, 'RPMS', 'noarch')).map((name) => join(folder, 'RPMS', 'noarch', name)).sort();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says what rpm says of it', () => {
    expect(files).toHaveLength(2);
    for (const file of files) {
      const asked = (format: string): string[] => execFileSync('rpm', ['-qp', '--nosignature', '--qf', format, file], { encoding: 'utf8' }).split('\n').filter((line) => line !== '');
      const parsed = parseRpmHeader(readFileSync(file));
      if (!parsed.ok || parsed.value.kind !== 'whole') throw new Error('The header is not whole.');
      const made = packageOfHeader(parsed.value.header);
      if (!made.ok) throw new Error(made.error.message);
      const { name, evr, arch, sourceRpm, provides, requires, conflicts, obsoletes, recommends } = made.value;
      expect([name, formatEvr(evr), arch, sourceRpm]).toEqual(asked('%{name}\\n%{epoch}:%{version}-%{release}\\n%{arch}\\n%{sourcerpm}\\n'));
      expect([digestOfHeader(parsed.value.signature)]).toEqual(asked('%|sha256header?{%{sha256header}}:{%{sigmd5}}|\\n'));
      expect(digestOfHeader({ ...parsed.value.signature, strings: () => [] })).toBe(asked('%{sigmd5}\\n')[0]);
      const list = (tag: string): string[] => [...new Set(asked(`[%{${tag}NEVRS}\\n]`).filter((line) => !line.startsWith('rpmlib(')))];
      expect(provides.map(formatProvide)).toEqual(list('PROVIDE'));
      expect(requires.map(formatDependency)).toEqual(list('REQUIRE'));
      expect(conflicts.map(formatDependency)).toEqual(list('CONFLICT'));
      expect(obsoletes.map(formatDependency)).toEqual(list('OBSOLETE'));
      expect(recommends.map(formatDependency)).toEqual(list('RECOMMEND'));
      expect(made.value.files).toEqual(asked('[%{FILENAMES}\\n]'));
    }
  });

  it('is asked for piece by piece, and needs no more than it says', () => {
    const whole = readFileSync(files[0] ?? '');
    let have = 0;
    for (let rounds = 0; rounds < 4; rounds++) {
      const parsed = parseRpmHeader(whole.subarray(0, have));
      if (!parsed.ok) throw new Error(parsed.error.message);
      if (parsed.value.kind === 'whole') return;
      expect(parsed.value.bytes).toBeGreaterThan(have);
      have = parsed.value.bytes;
    }
    throw new Error('It always wants more.');
  });

  it('that is damaged anywhere is a header still, or a problem: never an exception', () => {
    const whole = readFileSync(files[1] ?? '');
    fc.assert(
      fc.property(fc.nat(Math.min(whole.length, 6000) - 1), fc.nat(255), (at, value) => {
        const bytes = new Uint8Array(whole);
        bytes[at] = value;
        const parsed = parseRpmHeader(bytes);
        if (parsed.ok && parsed.value.kind === 'whole') packageOfHeader(parsed.value.header);
      }),
      { numRuns: 400 },
    );
  });
});

test('any bytes are a header, a wish for more, or a problem', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseRpmHeader(bytes)));
  expect(parseRpmHeader(new Uint8Array(200)).ok).toBe(false);
});
