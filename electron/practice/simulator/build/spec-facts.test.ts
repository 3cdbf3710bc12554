import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSpec } from './spec-facts.ts';

const SPECS = [
  'Name: plain\nVersion: 1.0\nRelease: 1%{?dist}\nSummary: x\nLicense: MIT\nBuildRequires: gcc\nBuildRequires: make\n%description\nName: not this\n%files\n',
  `%global day 20220912
%{!?flags:%global flags -msse2}
%define base_version 2.%{day}
Name: macros
Epoch: 2
Version: %{base_version}
Release: 3%{?pre:.%{pre}}%{?dist}
Summary: x
License: MIT
%description
%package devel
Summary: y
%description devel
%package -n libmacros
Summary: z
BuildArch: noarch
%description -n libmacros
%package empty
Summary: has no files
%description empty
%files
%files devel
%files -n libmacros
%changelog
`,
  'Name: none\nVersion: 1~beta3\nRelease: 1\nSummary: x\nLicense: MIT\nBuildArch: noarch\n%description\n%package data\nSummary: y\n%description data\n%files data\n',
];
const rpmspec = (args: readonly string[]) => spawnSync('rpmspec', args, { encoding: 'utf8' });
const haveRpmspec = rpmspec(['--version']).status === 0;

describe.skipIf(!haveRpmspec)('what is read of a spec [needs rpmspec]', () => {
  it.each(SPECS)('agrees with rpmspec (spec %#)', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'portolan-spec-'));
    try {
      const file = join(folder, 'x.spec');
      writeFileSync(file, text);
      const ask = (kind: string, format: string): string[] => rpmspec(['-q', kind, '--target', 's390x', '--define', 'dist .el8_6', '--qf', format, file]).stdout.split('\n').slice(0, -1).sort();
      const facts = readSpec(text, 'source', new Map([['dist', '.el8_6']]));
      expect([`${facts.name} ${facts.epoch ?? '(none)'} ${facts.version} ${facts.release}`]).toEqual(ask('--srpm', '%{name} %{epoch} %{version} %{release}\n'));
      expect(facts.packages.map(({ name, noarch }) => `${name} ${noarch ? 'noarch' : 's390x'}`).sort()).toEqual(ask('--builtrpms', '%{name} %{arch}\n'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what cannot be read of a spec', () => {
  it('takes the name of the source, and zeros', () => {
    expect(readSpec('\0garbage %{lua:os.exit()}', 'thing', new Map())).toMatchObject({ name: 'thing', epoch: null, version: '0', release: '0', packages: [{ name: 'thing', noarch: false }] });
    expect(readSpec('Name: %{x}\nVersion: %{y\nRelease: ../../1;rm', 's', new Map([['x', '%{x}%{x}']])).release).toBe('1rm');
  });
});
