import type { Demand } from './demands.ts';

/** Which demands can be met and which binaries installed, conflicts aside. */
export interface Installability {
  /** For each binary: 1 where it cannot be installed because, perhaps over others, something is missing. */
  readonly broken: Uint8Array;
  /** For each broken binary the demand that it fails on; -1 for the others. */
  readonly brokenBy: Int32Array;
  /** For each demand: 1 where it cannot be met whatever else is installed. */
  readonly unmet: Uint8Array;
  /** For each demand what may serve a package of the port: the own candidates that are not broken, else the foreign. Best first. */
  readonly options: readonly (readonly number[])[];
  /** For each demand for one capability the only one of its `options`; -1 where there are several or none. */
  readonly only: Int32Array;
  /** The same for a foreign package: the bases first, so that one stays whole. */
  readonly foreignOptions: readonly (readonly number[])[];
  /** For each demand the foreign binaries that could serve it whether or not the port has its own. */
  readonly fallbacks: readonly (readonly number[])[];
}

/**
 * The largest set of binaries that can be installed: whatever requires something that nobody left in the set has is taken
 * out, until nothing changes. Without conflicts that is exact: the whole of what stays could be installed at once.
 * A conditional demand counts as met here unless both its ways fail: whether the condition holds depends on the buildroot.
 */
export function installability(demands: readonly Demand[], requires: readonly (readonly number[])[]): Installability {
  const broken = new Uint8Array(requires.length);
  const brokenBy = new Int32Array(requires.length).fill(-1);
  const unmet = new Uint8Array(demands.length);
  for (let changed = true; changed; ) {
    changed = false;
    // Parts of a rich demand have smaller ids than the whole, so one pass settles them.
    for (let id = 0; id < demands.length; id++) {
      const demand = demands[id];
      if (unmet[id] === 1 || demand === undefined || !fails(demand, unmet, broken)) continue;
      unmet[id] = 1;
      changed = true;
    }
    if (!changed) break;
    changed = false;
    for (let binary = 0; binary < requires.length; binary++) {
      if (broken[binary] === 1) continue;
      const failing = firstUnmet(requires[binary] ?? [], unmet);
      if (failing < 0) continue;
      broken[binary] = 1;
      brokenBy[binary] = failing;
      changed = true;
    }
  }
  const isWhole = (binary: number): boolean => broken[binary] === 0;
  const areWhole = (candidates: readonly number[]): boolean => {
    for (let index = 0; index < candidates.length; index++) if (broken[candidates[index] ?? -1] === 1) return false;
    return true;
  };
  const whole = (candidates: readonly number[]): readonly number[] => (areWhole(candidates) ? candidates : candidates.filter(isWhole));
  const own = demands.map((demand) => whole(demand.own));
  const foreign = demands.map((demand) => whole(demand.foreign));
  const firstOf = (first: readonly number[], second: readonly number[] | undefined): readonly number[] =>
    first.length > 0 ? first : (second ?? []);
  const options = own.map((list, id) => firstOf(list, foreign[id]));
  return {
    broken,
    brokenBy,
    unmet,
    options,
    only: Int32Array.from(options, (list) => (list.length === 1 ? (list[0] ?? -1) : -1)),
    foreignOptions: foreign.map((list, id) => firstOf(list, own[id])),
    fallbacks: foreign,
  };
}

function fails(demand: Demand, unmet: Uint8Array, broken: Uint8Array): boolean {
  const { rule } = demand;
  switch (rule.kind) {
    case 'always':
      return false;
    case 'one':
      return areBroken(demand.own, broken) && areBroken(demand.foreign, broken);
    case 'all':
      return rule.terms.some((term) => unmet[term] === 1);
    case 'any':
      return rule.terms.every((term) => unmet[term] === 1);
    case 'if':
      return rule.otherwise !== null && unmet[rule.then] === 1 && unmet[rule.otherwise] === 1;
    case 'unless':
      return unmet[rule.then] === 1 && (rule.otherwise === null || unmet[rule.otherwise] === 1);
  }
}

function areBroken(binaries: readonly number[], broken: Uint8Array): boolean {
  for (let index = 0; index < binaries.length; index++) if (broken[binaries[index] ?? -1] !== 1) return false;
  return true;
}

/** -1 where all can be met. */
function firstUnmet(ids: readonly number[], unmet: Uint8Array): number {
  for (let index = 0; index < ids.length; index++) if (unmet[ids[index] ?? -1] === 1) return ids[index] ?? -1;
  return -1;
}
