import { formatDependency, type Dependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { ruleOf, type Demand } from './demands.ts';
import { bansOf } from './rich-conflicts.ts';

/** Packages as a rich Conflicts is weighed against them. */
export interface BanGround {
  /** Who alone meets what is no `and`, `or` or condition at its outside, once the landing is in. */
  readonly having: (dependency: Dependency) => readonly BinaryPackage[];
  /** The same before it. */
  readonly before: (dependency: Dependency) => readonly BinaryPackage[];
}

/** What a rich Conflicts forbids beside the package that has it: one of each list together. */
export interface RichBan {
  readonly apart: readonly (readonly BinaryPackage[])[];
  /** Of these lists what was there before the landing, under the same name. */
  readonly alike: readonly (readonly BinaryPackage[])[];
  readonly words: string;
}

/**
 * What the rich Conflicts of a package forbid, as libsolv takes them apart (`rich-conflicts.ts`). A case that something
 * else could keep from coming about, were it installed too (`unless`), is passed over: it breaks nothing for certain.
 */
export function richBans(binary: BinaryPackage, { having, before }: BanGround): readonly RichBan[] {
  return binary.conflicts.flatMap((conflict): RichBan[] => {
    if (conflict.kind === 'simple') return [];
    const table = new Table(having);
    const id = table.idOf(conflict);
    const bans = bansOf(table.numberOf(binary), id, table.demands);
    const words = `${formatNevra(binary)} conflicts with ${formatDependency(conflict)}`;
    return bans.flatMap(({ holding, failing, others }): RichBan[] => {
      if (failing.length > 0) return [];
      const lists = others === null ? holding.map((each) => ({ apart: table.candidates(each), known: table.dependencyOf(each) })) : [{ apart: others.flatMap((each) => table.packages[each] ?? []), known: [conflict] }];
      if (lists.length === 0) return [];
      return [{
        apart: lists.map(({ apart }) => apart),
        alike: lists.map(({ apart, known }) => {
          const names = new Set(known.flatMap(leavesOf).flatMap(before).map(({ name }) => name));
          return apart.filter(({ name }) => names.has(name));
        }),
        words,
      }];
    });
  });
}

/** The parts that single packages meet. */
function leavesOf(dependency: Dependency): readonly Dependency[] {
  switch (dependency.kind) {
    case 'simple':
    case 'with':
    case 'without':
      return [dependency];
    case 'and':
    case 'or':
      return dependency.terms.flatMap(leavesOf);
    case 'if':
    case 'unless':
      return [dependency.then, dependency.condition, ...(dependency.otherwise === null ? [] : [dependency.otherwise])].flatMap(leavesOf);
  }
}

/** The demands inside one Conflicts. */
class Table {
  readonly demands: Demand[] = [];
  readonly packages: BinaryPackage[] = [];
  readonly #numbers = new Map<BinaryPackage, number>();
  readonly #having: (dependency: Dependency) => readonly BinaryPackage[];

  constructor(having: (dependency: Dependency) => readonly BinaryPackage[]) {
    this.#having = having;
  }

  numberOf(binary: BinaryPackage): number {
    const known = this.#numbers.get(binary);
    if (known !== undefined) return known;
    const number = this.packages.push(binary) - 1;
    this.#numbers.set(binary, number);
    return number;
  }

  idOf(dependency: Dependency): number {
    const rule = ruleOf(dependency, (part) => this.idOf(part));
    const own = rule.kind === 'one' ? this.#having(dependency).map((each) => this.numberOf(each)) : [];
    return this.demands.push({ dependency, rule, found: own, own, foreign: [] }) - 1;
  }

  candidates(id: number): readonly BinaryPackage[] {
    return (this.demands[id]?.own ?? []).flatMap((number) => this.packages[number] ?? []);
  }

  dependencyOf(id: number): readonly Dependency[] {
    const demand = this.demands[id];
    return demand === undefined ? [] : [demand.dependency];
  }
}
