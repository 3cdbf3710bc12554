import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareSteps, STEP_KINDS, TAKES, type Steps } from './compare-steps.ts';
import { LineIds } from './line-ids.ts';
import { lineNormaliser, ownNamesOf, type OwnNames } from './normalise-line.ts';

const OWN: OwnNames = { version: '5.4.6', release: '1.el8' };

function compared(earlier: readonly string[], later: readonly string[], names: readonly [OwnNames, OwnNames] = [OWN, OWN]): { readonly steps: Steps; readonly a: readonly string[]; readonly b: readonly string[] } {
  const [a, b] = [earlier.map(lineNormaliser(names[0])), later.map(lineNormaliser(names[1]))];
  const ids = new LineIds();
  const empty = ids.idOf('');
  const numbers = [a, b].map((lines) => Int32Array.from(lines, (line) => ids.idOf(line)));
  return { steps: compareSteps(numbers[0] ?? new Int32Array(), numbers[1] ?? new Int32Array(), ids.count, empty), a, b };
}

/** What comes of the earlier log when the steps are followed; throws where they do not fit it. */
function followed({ steps, a, b }: ReturnType<typeof compared>): readonly string[] {
  const result: string[] = [];
  let [inA, inB] = [0, 0];
  for (const [index, kind] of steps.kinds.entries()) {
    const takes = TAKES[kind];
    for (let count = steps.counts[index] ?? 0; count > 0; count--) {
      if (takes?.later === true) result.push((takes.earlier ? a[inA] : b[inB]) ?? 'nothing');
      if (takes?.earlier === true) inA += 1;
      if (takes?.later === true) inB += 1;
    }
  }
  expect([inA, inB]).toEqual([a.length, b.length]);
  return result;
}

const differing = (steps: Steps): readonly string[] => steps.kinds.flatMap((kind) => (TAKES[kind]?.differs === true ? [STEP_KINDS[kind] ?? ''] : []));

describe('comparing two logs', () => {
  it('gives steps that lead from the one to the other', () => {
    const line = fc.constantFrom('', 'gcc -c a.c', 'gcc -c b.c', 'PASS: a', 'FAIL: a', 'checking for x... yes', '+ make', 'unique 1', 'unique 2', 'unique 3', 'warning: y');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.array(line, { maxLength: 60 }), (earlier, later) => {
        const result = compared(earlier, later);
        expect(followed(result)).toEqual(result.b);
      }),
    );
  });

  it('finds only what was put in or taken out', () => {
    const log = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,9}$/), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(log, fc.nat(), (lines, place) => {
        const at = place % lines.length;
        const { steps } = compared(lines, [...lines.slice(0, at), 'something NEW', ...lines.slice(at + 1)]);
        expect(differing(steps).toSorted()).toEqual(['added', 'removed']);
        expect(steps.counts.reduce((sum, count) => sum + count, 0)).toBe(lines.length + 1);
      }),
    );
  });

  it('shows nothing where directories, times, processes and the package’s own version differ', () => {
    const build = (job: string, version: string, clock: string, pid: number): readonly string[] => [
      `Executing(%build): /bin/sh -e /var/tmp/rpm-tmp.${job}`,
      `+ cd /srv/builds/${job}/BUILD/lua-${version}`,
      `make[1]: Entering directory '/srv/builds/${job}/BUILD/lua-${version}/src'`,
      `2026-11-27T${clock}Z building lua ${version} (pid ${pid})`,
      `gcc -c lua.c -o /tmp/cc${job}.o -DVERSION="${version}"`,
      `Ran 120 tests in ${pid / 1000}s`,
      `real 0m${pid % 60}.123s`,
      `Wrote: /srv/builds/${job}/RPMS/s390x/lua-${version}-1.el8.s390x.rpm`.replace(`/srv/builds/${job}`, ''),
      `commit ${job.toLowerCase()}0a1b2c3d4e5f`,
    ];
    const names = (version: string): OwnNames => ({ version, release: '1.el8' });
    const result = compared(build('aBcDe1', '5.4.6', '10:00:01', 4711), build('fAcEd2', '5.4.7', '23:59:59.123', 815), [names('5.4.6'), names('5.4.7')]);
    expect(result.b).toEqual(result.a);
    expect(differing(result.steps)).toEqual([]);
  });

  it('keeps what is of substance: counts, flags, other versions, verdicts', () => {
    for (const [one, other] of [
      ['120 tests passed', '119 tests passed'],
      ['gcc -O2 -march=z13', 'gcc -O2 -march=z14'],
      ['zlib 1.2.11', 'zlib 1.2.13'],
      ['PASS: endian', 'FAIL: endian'],
      ['Segmentation fault', 'Aborted'],
    ] as const) {
      expect(differing(compared([one], [other]).steps), one).toEqual(['removed', 'added']);
    }
  });

  it('does not show what parallel jobs only did in another order', () => {
    const files = Array.from({ length: 60 }, (_, index) => `gcc -c file_${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}.c`);
    const shuffled = files.map((text, index) => ({ text, key: Math.floor(index / 6) * 6 + ((index * 5) % 6) })).sort((a, b) => a.key - b.key).map(({ text }) => text);
    expect(differing(compared(['+ make', ...files, 'done'], ['+ make', ...shuffled, 'done']).steps)).toEqual([]);
    expect(differing(compared(['+ make', ...files, 'done'], ['+ make', ...shuffled, 'error: x', 'done']).steps)).toEqual(['added']);
  });

  it('says so where the logs have nothing in common, and takes bounded time for it', () => {
    const lines = (word: string): string[] => Array.from({ length: 6000 }, (_, index) => `${word} ${['alpha', 'beta', 'gamma'][index % 3] ?? ''}`);
    const mixed = lines('one').map((line, index) => (index % 2 === 0 ? line : `two ${['alpha', 'beta'][index % 2] ?? ''}`));
    const result = compared(lines('one'), [...mixed, ...lines('three')]);
    expect(followed(result)).toEqual(result.b);
  });
});

describe('the names of an attempt', () => {
  it('come from what it was expected to build', () => {
    expect(ownNamesOf('lua', 'lua-1:5.4.6-1.el8')).toEqual({ version: '5.4.6', release: '1.el8' });
    expect(ownNamesOf('lua', 'lua-')).toEqual({ version: '', release: '' });
    expect(ownNamesOf('lua', 'other-1-1')).toEqual({ version: '', release: '' });
  });
});
