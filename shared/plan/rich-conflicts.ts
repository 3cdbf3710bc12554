import type { Demand } from './demands.ts';

/** What must not come about while a binary is installed: all of `holding` met, none of `failing`. Demands for one capability. */
export interface Ban {
  readonly binary: number;
  /** The Conflicts that it is part of. */
  readonly demand: number;
  readonly holding: readonly number[];
  readonly failing: readonly number[];
  /** Where not null the ban is that one of these is installed, and the other two are empty. */
  readonly others: readonly number[] | null;
}

/** How many cases a rich Conflicts may be taken apart into; real ones have one or two. */
const CASES_MAX = 256;

interface Case {
  readonly holding: readonly number[];
  readonly failing: readonly number[];
}

/** The one case that asks for nothing. */
const ALWAYS: readonly Case[] = [{ holding: [], failing: [] }];

/**
 * Takes a rich Conflicts apart into what must not come about, as libsolv does (rules.c, add_complex_deprules): the cases in
 * which it holds, one by one. A case that the package brings about all alone is no conflict. One that falls into more than
 * {@link CASES_MAX} cases is passed over.
 * @param demand the id of the Conflicts
 */
export function bansOf(binary: number, demand: number, demands: readonly Demand[]): readonly Ban[] {
  const cases = casesOf(demand, true, demands) ?? [];
  const has = (id: number): boolean => candidatesOf(demands[id]).includes(binary);
  return cases.flatMap(({ holding, failing }): Ban[] => {
    if (failing.some(has)) return [];
    const left = [...new Set(holding)].filter((id) => !has(id));
    // A case that asks for nothing is always there.
    if (left.length > 0 || failing.length > 0 || holding.length === 0) return [{ binary, demand, holding: left, failing, others: null }];
    const others = [...new Set(holding.flatMap((id) => candidatesOf(demands[id])))].filter((other) => other !== binary);
    return others.length === 0 ? [] : [{ binary, demand, holding: [], failing: [], others }];
  });
}

function candidatesOf(demand: Demand | undefined): readonly number[] {
  return demand === undefined ? [] : [...demand.own, ...demand.foreign];
}

/** The cases in which a demand is met (or is not), each a list of what holds and what does not; null where they are too many. */
function casesOf(id: number, met: boolean, demands: readonly Demand[]): readonly Case[] | null {
  const rule = demands[id]?.rule;
  switch (rule?.kind) {
    case undefined:
      return [];
    case 'always':
      return met ? ALWAYS : [];
    case 'one':
      if (candidatesOf(demands[id]).length === 0) return met ? [] : ALWAYS;
      return [met ? { holding: [id], failing: [] } : { holding: [], failing: [id] }];
    case 'all':
    case 'any': {
      const parts = rule.terms.map((term) => casesOf(term, met, demands));
      return (rule.kind === 'all') === met ? every(parts) : either(parts);
    }
    case 'if':
    case 'unless': {
      // As libsolv takes them apart (cplxdeps.c), which matters for what a package brings about all alone.
      const { then, condition, otherwise } = rule;
      const part = (one: number, held: boolean): readonly Case[] | null => casesOf(one, held, demands);
      if (rule.kind === 'if') {
        const first = met ? either([part(then, true), part(condition, false)]) : every([part(then, false), part(condition, true)]);
        if (otherwise === null) return first;
        return met
          ? every([first, either([part(condition, true), part(otherwise, true)])])
          : either([first, every([part(condition, false), part(otherwise, false)])]);
      }
      const first = met ? every([part(then, true), part(condition, false)]) : either([part(then, false), part(condition, true)]);
      if (otherwise === null) return first;
      return met
        ? either([first, every([part(condition, true), part(otherwise, true)])])
        : every([first, either([part(condition, false), part(otherwise, false)])]);
    }
  }
}

function either(parts: readonly (readonly Case[] | null)[]): readonly Case[] | null {
  const all: Case[] = [];
  for (const part of parts) {
    if (part === null) return null;
    if (part.some(({ holding, failing }) => holding.length === 0 && failing.length === 0)) return ALWAYS;
    all.push(...part);
  }
  return all.length > CASES_MAX ? null : all;
}

function every(parts: readonly (readonly Case[] | null)[]): readonly Case[] | null {
  let all = ALWAYS;
  for (const part of parts) {
    if (part === null) return null;
    all = all
      .flatMap((one) => part.map((two): Case => ({ holding: [...one.holding, ...two.holding], failing: [...one.failing, ...two.failing] })))
      .filter(({ holding, failing }) => !holding.some((id) => failing.includes(id)));
    if (all.length > CASES_MAX) return null;
  }
  return all;
}
