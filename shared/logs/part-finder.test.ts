import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { commandName, MAY_BEGIN, PartFinder, type LogPart } from './part-finder.ts';

function partsOf(lines: readonly string[]): readonly LogPart[] {
  const finder = new PartFinder();
  lines.forEach((text, index) => {
    if (MAY_BEGIN[text.charCodeAt(0)] === 1) finder.note(text, index + 1);
  });
  return finder.parts(lines.length);
}

const many = (count: number, text = 'gcc -c a.c'): readonly string[] => Array.from({ length: count }, () => text);

describe('the parts of a log', () => {
  it('are the phases of rpmbuild, the commands that say much, and the directories of make', () => {
    const log = [
      'Building target platforms: s390x',
      'Executing(%prep): /bin/sh -e /var/tmp/rpm-tmp.1',
      '+ umask 022',
      '+ /usr/bin/tar -xof -',
      ...many(20, 'lua-5.4/x'),
      'Executing(%build): /bin/sh -e /var/tmp/rpm-tmp.2',
      '+ CFLAGS=-O2 ./configure --host=s390x',
      ...many(30, 'checking for x... yes'),
      '+ /usr/bin/make -O -j4 V=1',
      "make[1]: Entering directory '/builddir/build/BUILD/lua/src'",
      ...many(15),
      "make[1]: Leaving directory '/builddir/build/BUILD/lua/src'",
      ...many(15),
    ];
    expect(partsOf(log).map(({ name, depth, first, last }) => `${' '.repeat(depth)}${name} ${first}–${last}`)).toEqual([
      'set-up 1–1',
      '%prep 2–24',
      ' tar 4–24',
      '%build 25–89',
      ' configure 26–56',
      ' make 57–89',
      '  lua/src 58–74',
    ]);
  });

  it('are mock’s steps before the first phase, and none where there is nothing to tell apart', () => {
    const log = ['2024-05-01 10:00:00,123 - Start: chroot init', ...many(14), '2024-05-01 10:01:00,123 - Finish: chroot init', 'Executing(%prep): /bin/sh'];
    expect(partsOf(log)).toContainEqual({ name: 'chroot init', depth: 1, first: 1, last: 16 });
    expect(partsOf(['one', 'two'])).toEqual([]);
    expect(partsOf([])).toEqual([]);
  });

  it('gathers files once, and only where rpm does', () => {
    const log = ['Executing(%build): x', 'Processing files: the package says so', 'Executing(%install): x', 'a', 'Processing files: lua-5', 'Processing files: lua-devel-5', 'RPM build errors:', '    it failed'];
    expect(partsOf(log).map(({ name }) => name)).toEqual(['%build', '%install', 'packaging', 'errors']);
  });

  it('names a command by its program and its words', () => {
    expect(commandName('/usr/bin/make -O -j4 check')).toBe('make check');
    expect(commandName('CC=gcc ./configure --x')).toBe('configure');
    expect(commandName('/usr/bin/python3 setup.py build --x')).toBe('python3 setup.py build');
  });

  it('nest, cover their log from the first line on, and can be gone on with from any line', () => {
    const line = fc.constantFrom('Executing(%build): x', 'Executing(%check): x', '+ make', '+ ls', "make[1]: Entering directory '/a/b'", "make[1]: Leaving directory '/a/b'", 'Processing files: x', 'Start: init', 'Finish: init', 'gcc', 'RPM build errors:');
    const log = fc.array(fc.tuple(line, fc.integer({ min: 1, max: 20 })), { maxLength: 30 }).map((runs) => runs.flatMap(([text, count]) => [text, ...many(count)]));
    fc.assert(
      fc.property(log, fc.nat(), (lines, at) => {
        const parts = partsOf(lines);
        for (const part of parts) {
          expect(part.first).toBeLessThanOrEqual(part.last);
          expect(part.last).toBeLessThanOrEqual(lines.length);
          for (const other of parts) {
            const apart = other.last < part.first || other.first > part.last;
            const within = other.first >= part.first && other.last <= part.last;
            const around = other.first <= part.first && other.last >= part.last;
            expect(apart || within || around).toBe(true);
          }
        }
        const phases = parts.filter(({ depth }) => depth === 0);
        if (phases.length > 0) expect(phases.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(lines.length);

        const first = new PartFinder();
        const cut = at % (lines.length + 1);
        lines.slice(0, cut).forEach((text, index) => first.note(text, index + 1));
        const second = new PartFinder(first.state());
        lines.slice(cut).forEach((text, index) => second.note(text, cut + index + 1));
        expect(second.parts(lines.length)).toEqual(parts);
      }),
    );
  });
});
