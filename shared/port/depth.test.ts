import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { AttemptId } from '../vocabulary/ids.ts';
import { Depths, PRISTINE_DEPTH, shallowestOf, type BuiltBinary } from './depth.ts';

const id = (text: string): AttemptId => text as AttemptId;

/** A port's builds in the order in which they ended, with the whole record of each buildroot. */
interface Build {
  readonly attempt: AttemptId;
  readonly made: BuiltBinary;
  readonly buildroot: readonly BuiltBinary[];
}

function depthsOf(builds: readonly Build[]): Depths {
  const makers = new Map<string, AttemptId[]>();
  const depths = new Depths();
  for (const { attempt, made, buildroot } of builds) {
    const shallowest = shallowestOf(buildroot, ({ nevra, digest }) => makers.get(`${nevra} ${digest}`) ?? [], depths);
    if (shallowest !== null) depths.add(attempt, shallowest);
    const key = `${made.nevra} ${made.digest}`;
    makers.set(key, [...(makers.get(key) ?? []), attempt]);
  }
  return depths;
}

/** The definition, word for word, without any order of work. */
function naiveDepth(builds: readonly Build[], binary: BuiltBinary): number {
  const build = builds.find(({ made }) => made.nevra === binary.nevra && made.digest === binary.digest);
  if (build === undefined) return 0;
  return 1 + Math.min(...build.buildroot.map((each) => naiveDepth(builds, each)), ...(build.buildroot.length === 0 ? [0] : []));
}

const NAMES = ['gcc', 'glibc', 'make', 'zlib'];
const FOREIGN: readonly BuiltBinary[] = NAMES.map((name) => ({ nevra: `${name}-1-1.fc28.s390x`, digest: 'f' }));

/** Rebuilds of a few packages, each from whatever was there when it was made, foreign or own. */
const anyBuilds: fc.Arbitrary<Build[]> = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.array(fc.nat(30), { maxLength: 4 })), { maxLength: 16 }).map((wanted) => {
  const builds: Build[] = [];
  wanted.forEach(([name, picks], index) => {
    const there = [...FOREIGN, ...builds.map(({ made }) => made)];
    // The same NEVRA each time: only the digest tells the builds apart.
    builds.push({ attempt: id(`${name}-${index}`), made: { nevra: `${name}-2-1.el8.s390x`, digest: `d${index}` }, buildroot: picks.flatMap((pick) => there[pick % there.length] ?? []) });
  });
  return builds;
});

test('a depth is what the definition says, and the path goes down to 0 one by one', () => {
  fc.assert(
    fc.property(anyBuilds, (builds) => {
      const depths = depthsOf(builds);
      for (const { attempt, made } of builds) {
        expect(depths.of(attempt)).toBe(naiveDepth(builds, made));
        const path = depths.pathOf(attempt);
        expect(path[0]).toEqual({ depth: depths.of(attempt), nevra: null, attempt });
        expect(path.map(({ depth }) => depth)).toEqual(Array.from({ length: depths.of(attempt) + 1 }, (_, step) => depths.of(attempt) - step));
        expect(path.at(-1)?.attempt).toBeNull();
      }
    }),
  );
});

test('each whole pass over a frozen base makes the shallowest package deeper by one, and the third is pristine', () => {
  fc.assert(
    fc.property(fc.array(fc.subarray(NAMES, { minLength: 1 }), { minLength: NAMES.length, maxLength: NAMES.length }), fc.integer({ min: 1, max: 5 }), (needs, passes) => {
      const builds: Build[] = [];
      let base: readonly BuiltBinary[] = FOREIGN;
      const least: number[] = [];
      for (let pass = 1; pass <= passes; pass++) {
        const made = NAMES.map((name, index): Build => ({
          attempt: id(`${name}-${pass}`),
          made: { nevra: `${name}-2-1.el8.s390x`, digest: `p${pass}` },
          buildroot: base.filter((_, at) => needs[index]?.includes(NAMES[at] ?? '') === true),
        }));
        builds.push(...made);
        base = made.map((build) => build.made);
        const depths = depthsOf(builds);
        least.push(Math.min(...made.map(({ attempt }) => depths.of(attempt))));
      }
      expect(least).toEqual(Array.from({ length: passes }, (_, index) => index + 1));
      if (passes >= 3) expect(least[2]).toBe(PRISTINE_DEPTH);
    }),
  );
});

test('a key in the rpm database is no ancestor, and what two builds made alike is as deep as the deeper', () => {
  const [gcc = { nevra: '', digest: '' }] = FOREIGN;
  const make: BuiltBinary = { nevra: 'make-2-1.el8.s390x', digest: 'same' };
  const first: Build = { attempt: id('make-1'), made: make, buildroot: [gcc] };
  const second: Build = { attempt: id('make-2'), made: make, buildroot: [make, { nevra: 'gpg-pubkey-1-2.(none)', digest: '' }] };
  const third: Build = { attempt: id('make-3'), made: { ...make, digest: 'other' }, buildroot: [make] };
  const depths = depthsOf([first, second, third]);
  expect([1, 2, 3].map((number) => depths.of(id(`make-${number}`)))).toEqual([1, 2, 3]);
});

test('what was imported has depth 0, and is an ancestor by name', () => {
  const depths = new Depths();
  depths.addImport(id('python-six-1'));
  depths.add(id('user-1'), { nevra: 'python-six-1-1.noarch', attempt: id('python-six-1') });
  expect([depths.of(id('python-six-1')), depths.of(id('user-1'))]).toEqual([0, 1]);
  expect(depths.pathOf(id('user-1'))).toEqual([{ depth: 1, nevra: null, attempt: 'user-1' }, { depth: 0, nevra: 'python-six-1-1.noarch', attempt: 'python-six-1' }]);
  expect(shallowestOf([{ nevra: 'python-six-1-1.noarch', digest: 'd' }], () => [id('python-six-1')], depths)).toEqual({ nevra: 'python-six-1-1.noarch', attempt: 'python-six-1' });
});

test('a build whose buildroot nobody recorded is taken to be from foreign ground, and the path says that no more is known', () => {
  const depths = new Depths();
  expect(depths.of(id('old'))).toBe(1);
  expect(depths.pathOf(id('old'))).toEqual([{ depth: 1, nevra: null, attempt: 'old' }, { depth: 0, nevra: null, attempt: null }]);
});
