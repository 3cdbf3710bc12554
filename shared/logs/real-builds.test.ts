import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { compareSteps, TAKES } from './compare-steps.ts';
import { LineIds } from './line-ids.ts';
import { lineNormaliser } from './normalise-line.ts';

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const lacking = ['rpmbuild', 'gcc', 'make'].filter((program) => !has(program));

const SPEC = `Name: twice
Version: VERSION
Release: 1
Summary: Built twice
License: MIT
%global debug_package %{nil}
%description
Built twice.
%prep
%setup -q -c -T
for i in $(seq 1 12); do echo "int f$i(int x) { return x + $i; }" > f$i.c; done
printf 'all: f1.o f2.o f3.o f4.o f5.o f6.o f7.o f8.o f9.o f10.o f11.o f12.o\\n\\tar rcs libtwice.a $^\\n' > Makefile
%build
echo "in $(pwd) at $(date) as process $$"
mktemp -u /tmp/twice.XXXXXX
make -j4
EXTRA
%install
install -D -m 644 libtwice.a %{buildroot}/usr/share/twice/libtwice.a
%check
ar t libtwice.a
%files
/usr/share/twice
`;

/** What rpmbuild says of a build in a directory of its own. */
function built(version: string, extra: string): readonly string[] {
  const top = mkdtempSync(join(tmpdir(), 'portolan-twice-'));
  try {
    mkdirSync(join(top, 'SPECS'));
    writeFileSync(join(top, 'SPECS', 'twice.spec'), SPEC.replace('VERSION', version).replace('EXTRA', extra));
    const { stdout, stderr } = spawnSync('sh', ['-c', 'exec rpmbuild -bb --define "_topdir $1" "$1/SPECS/twice.spec" 2>&1', 'sh', top], { encoding: 'utf8' });
    return `${stdout}${stderr}`.split('\n');
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

/** The lines of substance in which two logs differ. */
function differences(earlier: readonly string[], later: readonly string[], versions: readonly [string, string]): readonly string[] {
  const ids = new LineIds();
  const empty = ids.idOf('');
  const numbers = (lines: readonly string[], version: string): Int32Array => Int32Array.from(lines, (line) => ids.idOf(normalise(version)(line)));
  const normalise = (version: string) => lineNormaliser({ version, release: '1' });
  const { kinds, counts } = compareSteps(numbers(earlier, versions[0]), numbers(later, versions[1]), ids.count, empty);
  const said: string[] = [];
  let [a, b] = [0, 0];
  for (const [index, kind] of kinds.entries()) {
    const takes = TAKES[kind];
    const count = counts[index] ?? 0;
    if (takes?.differs === true) said.push(...(takes.earlier ? earlier.slice(a, a + count).map((line) => `- ${line}`) : later.slice(b, b + count).map((line) => `+ ${line}`)));
    if (takes?.earlier === true) a += count;
    if (takes?.later === true) b += count;
  }
  return said;
}

describe.skipIf(lacking.length > 0)(`two builds by rpmbuild itself [needs rpmbuild, gcc and make]`, () => {
  it('differ in nothing where nothing differs but the place, the time and the version', () => {
    const [first, second, newer] = [built('1.2.3', 'true'), built('1.2.3', 'true'), built('1.2.10', 'true')];
    expect(first.some((line) => line.startsWith('Wrote: '))).toBe(true);
    expect(differences(first, second, ['1.2.3', '1.2.3'])).toEqual([]);
    expect(differences(first, newer, ['1.2.3', '1.2.10'])).toEqual([]);
  }, 120_000);

  it('differ in the line that is another', () => {
    const said = differences(built('1.2.3', 'true'), built('1.2.3', 'echo "warning: big-endian is not supported"'), ['1.2.3', '1.2.3']);
    expect(said).toContain('+ warning: big-endian is not supported');
    expect(said.filter((line) => !/true|big-endian/.test(line))).toEqual([]);
  }, 120_000);
});
