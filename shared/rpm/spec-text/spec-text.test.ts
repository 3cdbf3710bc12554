import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { dataFolder, haveTool, needs } from '../testing/tools.ts';
import { conditionOff } from './condition.ts';
import { writtenAs } from './match-requirement.ts';
import { readSpecText } from './read-spec-text.ts';
import { suspectPurpose } from './suspect-purpose.ts';

const SPEC = `%bcond_without docs
%bcond_with bootstrap
%global with_gui 1
Name: t
BuildRequires: gcc, zlib-devel >= 1.2  perl(Test::More)
%if %{with docs} && 0%{?rhel} > 7
BuildRequires: doxygen
%else
BuildRequires: %{name}-stub-devel
%endif
%if ! %{with bootstrap}
BuildRequires(pre): t-devel%{?_isa} = 2
%else
BuildRequires: t-bootstrap
%endif
%{!?_without_tex:BuildRequires: texlive}
%if %{with_gui}
BuildRequires: gtk3-devel
%endif
# BuildRequires: never
%description
BuildRequires: of words only
%package libs
BuildRequires: (a or frob >= 2)
%build
make
%check
frob --self-test
%changelog
`;
const off = (name: string, enabled: boolean) => ({ name, enabled });

describe('the text of a spec', () => {
  it('tells which BuildRequires hang on which bcond, and in which line they stand', () => {
    const spec = readSpecText(SPEC);
    expect(spec.requirements.map(({ name, line, off: settings }) => [line, name, ...settings.map((each) => `${each.enabled ? 'with' : 'without'} ${each.name}`)].join(' '))).toEqual([
      '5 gcc', '5 zlib-devel', '5 perl(Test::More)', '7 doxygen without docs', '9 %{name}-stub-devel', '12 t-devel with bootstrap', '14 t-bootstrap without bootstrap', '16 texlive without tex', '18 gtk3-devel', '24 a', '24 frob',
    ]);
    expect(writtenAs(spec, 'zlib-devel >= 1.2').map(({ line }) => line)).toEqual([5]);
    expect(writtenAs(spec, 't-stub-devel').map(({ line }) => line)).toEqual([9]);
    expect(writtenAs(spec, 'nothing-like-it')).toEqual([]);
  });

  it('suspects what is there for tests or documentation, and says what speaks for it', () => {
    const spec = readSpecText(SPEC);
    const suspected = spec.requirements.flatMap((written) => {
      const suspicion = suspectPurpose(spec, written);
      return suspicion === null ? [] : [`${written.name}: ${suspicion.purpose}, ${suspicion.why}${suspicion.line === null ? '' : `, line ${suspicion.line}`}`];
    });
    expect(suspected).toEqual([
      'perl(Test::More): check, perl(Test::More) is a test framework of Perl',
      'doxygen: doc, the bcond “docs” around it says so',
      'texlive: doc, texlive is TeX, for printed documentation',
      'frob: check, %check mentions frob, and no other part of the build does, line 28',
    ]);
  });

  it('claims nothing of a condition that more than bconds decide', () => {
    const bconds = new Set(['x', 'y']);
    expect(conditionOff('%{with x} || %{with y}', bconds).off).toEqual([]);
    expect(conditionOff('%{with z}', bconds).off).toEqual([]);
    expect(conditionOff('(0%{?with_x} && ! %{without y})', bconds)).toEqual({ off: [off('x', false), off('y', false)], elseOff: [] });
    expect(conditionOff('%{without x}', bconds)).toEqual({ off: [off('x', true)], elseOff: [off('x', false)] });
  });

  it('reads any text, and every line that it names is there', () => {
    const word = fc.constantFrom('%if %{with x}', '%else', '%endif', '%elif %{without x}', '%bcond_with x', 'BuildRequires: a >= 1 (b or c)', '%{?with_x:BuildRequires: d}', '%check', '%package p', 'run d', '}', '%{', '\0');
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }), (lines) => {
        const text = lines.join('\n');
        const spec = readSpecText(text);
        for (const written of spec.requirements) {
          expect(text.split(/\r?\n/)[written.line - 1]).toContain(written.name);
          suspectPurpose(spec, written);
        }
      }),
    );
  });
});

const DISTGIT = dataFolder('el8-distgit');
const READY = DISTGIT.there && haveTool('rpmspec') && haveTool('tar');

describe('the specs of a distribution', () => {
  let root = '';
  afterAll(() => (root === '' ? undefined : rmSync(root, { recursive: true, force: true })));

  it.skipIf(!READY)(needs(READY, 'rpmspec, tar and the reference data', 'lose with a bcond what their text says, and rpmspec agrees'), () => {
    root = mkdtempSync(join(tmpdir(), 'portolan-spec-text-'));
    execFileSync('tar', ['-x', '-C', root, '--wildcards', '*/SPECS/*'], { input: zlib.zstdDecompressSync(readFileSync(join(DISTGIT.path, 'el8-distgit.tar.zst'))) });
    let [claimed, kept] = [0, 0];
    const wrong: string[] = [];
    // Every third is enough to meet all forms and keeps the suite quick.
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.spec')).sort().filter((_, index) => index % 3 === 0)) {
      const file = join(root, name);
      const spec = readSpecText(readFileSync(file, 'utf8'));
      const sources = join(file, '../../SOURCES');
      const ask = (...options: string[]): ReadonlySet<string> | null => {
        try {
          const said = execFileSync('rpmspec', ['-q', '--srpm', '--buildrequires', '--target', 's390x', '--define', `_sourcedir ${existsSync(sources) ? sources : join(file, '../..')}`, ...options, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
          return new Set(said.split('\n').filter((line) => line !== ''));
        } catch {
          return null;
        }
      };
      const settings = new Map(spec.requirements.flatMap(({ off: each }) => each.map((setting) => [`${setting.enabled ? '--with' : '--without'}=${setting.name}`, setting])));
      const usual = settings.size === 0 ? null : ask();
      if (usual === null) continue;
      for (const [flag, setting] of [...settings].slice(0, 4)) {
        const without = ask('--define', `_${setting.enabled ? 'with' : 'without'}_${setting.name} 1`);
        if (without === null) continue;
        for (const dependency of usual) {
          const lines = writtenAs(spec, dependency);
          if (lines.length === 0 || !lines.every((written) => written.off.some((each) => each.name === setting.name && each.enabled === setting.enabled))) continue;
          claimed++;
          if (without.has(dependency)) wrong.push(`${name} ${flag}: ${dependency} stays`);
          else kept++;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(claimed).toBeGreaterThan(20);
    expect(kept).toBe(claimed);
  }, 240_000);
});
