import type { Apart } from './apart.ts';
import { ClauseSolver, no, yes, type Literal } from './clause-solver.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import type { Ban } from './rich-conflicts.ts';

/** How many dead ends one search may meet; beyond that the answer is that it is not known. */
export const DEAD_ENDS_MAX = 4000;

/** What a search over all candidates says of a set of demands. */
export type Settled =
  | { readonly kind: 'found'; readonly installed: readonly number[] }
  /** They cannot be met together; `core` are those of them that matter. */
  | { readonly kind: 'refuted'; readonly core: readonly number[] }
  | { readonly kind: 'gave-up' };

export interface SearchInput {
  readonly demands: readonly Demand[];
  readonly requires: readonly (readonly number[])[];
  readonly usable: Uint8Array;
  readonly possible: Installability;
  readonly apart: Apart;
  readonly bans: readonly Ban[];
  /** 1 for the build group's closure: chosen before others. */
  readonly preferred: Uint8Array;
}

/**
 * Searches all ways to meet demands with Conflicts, Obsoletes and one package of a name in force; exact where it ends.
 * A variable stands for each binary (it is installed), and two for each demand: it is met, and it is not.
 */
export class BuildrootSearch {
  readonly #input: SearchInput;
  readonly #clauses: ClauseSolver;
  readonly #binaries: number;
  /** By demand: whether the clauses that say what its variable means are there. */
  readonly #meant: Uint8Array;
  readonly #bansOf = new Map<number, Ban[]>();
  #read = 0;

  constructor(input: SearchInput) {
    this.#input = input;
    this.#binaries = input.requires.length;
    this.#clauses = new ClauseSolver(this.#binaries + input.demands.length * 2);
    this.#meant = new Uint8Array(input.demands.length * 2);
    for (const ban of input.bans) this.#bansOf.set(ban.binary, [...(this.#bansOf.get(ban.binary) ?? []), ban]);
    this.#describe();
  }

  settle(wanted: readonly number[]): Settled {
    for (const id of wanted) this.#met(id);
    const end = this.#clauses.search(wanted.map((id) => this.#met(id)), (restarted) => this.#choose(restarted), DEAD_ENDS_MAX);
    switch (end.kind) {
      case 'gave-up':
        return end;
      case 'refuted': {
        const core = new Set(end.core);
        return { kind: 'refuted', core: wanted.filter((id) => core.has(this.#met(id))) };
      }
      case 'found':
        return { kind: 'found', installed: this.#clauses.trail.flatMap((literal) => ((literal & 1) === 0 && literal >> 1 < this.#binaries ? [literal >> 1] : [])) };
    }
  }

  #describe(): void {
    const { requires, apart, bans } = this.#input;
    const ofName: number[][] = Array.from({ length: apart.nameCount }, () => []);
    for (let binary = 0; binary < this.#binaries; binary++) {
      if (!this.#isCandidate(binary)) continue;
      for (const id of requires[binary] ?? []) this.#clauses.add([no(binary), this.#met(id)]);
      for (const other of apart.others[binary] ?? []) if (other < binary && this.#isCandidate(other)) this.#clauses.add([no(binary), no(other)]);
      const named = ofName[apart.names[binary] ?? -1] ?? [];
      for (const other of named) if (((apart.colours[other] ?? 0) & (apart.colours[binary] ?? 0)) !== 0) this.#clauses.add([no(binary), no(other)]);
      named.push(binary);
    }
    for (const { binary, holding, failing, others } of bans) {
      if (!this.#isCandidate(binary)) continue;
      if (others === null) this.#clauses.add([no(binary), ...holding.map((id) => this.#unmet(id)), ...failing.map((id) => this.#met(id))]);
      else for (const other of others) this.#clauses.add([no(binary), no(other)]);
    }
  }

  #isCandidate(binary: number): boolean {
    return this.#input.usable[binary] === 1 && this.#input.possible.broken[binary] === 0;
  }

  #candidates(id: number): readonly number[] {
    const demand = this.#input.demands[id];
    if (demand === undefined) return [];
    return [...demand.own, ...demand.foreign].filter((binary) => this.#isCandidate(binary));
  }

  /** The literal that says that a demand is met, its meaning made known. */
  #met(id: number): Literal {
    const literal = yes(this.#binaries + id * 2);
    if (this.#meant[id * 2] === 1) return literal;
    this.#meant[id * 2] = 1;
    const means = (...either: Literal[]): void => this.#clauses.add([literal ^ 1, ...either]);
    const rule = this.#input.demands[id]?.rule;
    switch (rule?.kind) {
      case undefined:
      case 'always':
        break;
      case 'one':
        means(...this.#candidates(id).map(yes));
        break;
      case 'all':
        for (const term of rule.terms) means(this.#met(term));
        break;
      case 'any':
        means(...rule.terms.map((term) => this.#met(term)));
        break;
      case 'if':
        means(this.#unmet(rule.condition), this.#met(rule.then));
        if (rule.otherwise !== null) means(this.#met(rule.condition), this.#met(rule.otherwise));
        break;
      case 'unless':
        means(this.#met(rule.condition), this.#met(rule.then));
        if (rule.otherwise === null) means(this.#unmet(rule.condition));
        else means(this.#unmet(rule.condition), this.#met(rule.otherwise));
        break;
    }
    return literal;
  }

  /** The literal that says that a demand is not met, its meaning made known. */
  #unmet(id: number): Literal {
    const literal = yes(this.#binaries + id * 2 + 1);
    if (this.#meant[id * 2 + 1] === 1) return literal;
    this.#meant[id * 2 + 1] = 1;
    const means = (...either: Literal[]): void => this.#clauses.add([literal ^ 1, ...either]);
    const rule = this.#input.demands[id]?.rule;
    switch (rule?.kind) {
      case undefined:
      case 'always':
        means();
        break;
      case 'one':
        for (const binary of this.#candidates(id)) means(no(binary));
        break;
      case 'all':
        means(...rule.terms.map((term) => this.#unmet(term)));
        break;
      case 'any':
        for (const term of rule.terms) means(this.#unmet(term));
        break;
      case 'if':
        means(this.#unmet(rule.condition), this.#unmet(rule.then));
        if (rule.otherwise === null) means(this.#met(rule.condition));
        else means(this.#met(rule.condition), this.#unmet(rule.otherwise));
        break;
      case 'unless':
        means(this.#met(rule.condition), this.#unmet(rule.then));
        if (rule.otherwise !== null) means(this.#unmet(rule.condition), this.#unmet(rule.otherwise));
        break;
    }
    return literal;
  }

  /** The next literal that something on the trail calls for; null where all of it is seen to. */
  #choose(restarted: boolean): Literal | null {
    if (restarted) this.#read = 0;
    const { trail } = this.#clauses;
    for (; this.#read < trail.length; this.#read++) {
      const literal = trail[this.#read] ?? 0;
      if ((literal & 1) === 1) continue;
      const next = this.#wish(literal >> 1);
      if (next !== null) return next;
    }
    return null;
  }

  #wish(variable: number): Literal | null {
    const number = variable - this.#binaries;
    if (number < 0) {
      for (const { holding, failing, others } of this.#bansOf.get(variable) ?? []) {
        const next = others === null ? this.#oneOf([...holding.map((id) => this.#unmet(id)), ...failing.map((id) => this.#met(id))]) : null;
        if (next !== null) return next;
      }
      return null;
    }
    const rule = this.#input.demands[number >> 1]?.rule;
    const [met, unmet] = [(id: number): Literal => this.#met(id), (id: number): Literal => this.#unmet(id)];
    const isMet = (number & 1) === 0;
    switch (rule?.kind) {
      case undefined:
      case 'always':
        return null;
      case 'one':
        return isMet ? this.#candidateFor(number >> 1) : null;
      case 'all':
        return isMet ? null : this.#oneOf(rule.terms.map(unmet));
      case 'any':
        return isMet ? this.#oneOf(rule.terms.map(met)) : null;
      case 'if':
      case 'unless': {
        const branch = isMet ? met : unmet;
        const [given, missing] = rule.kind === 'if' ? [rule.then, rule.otherwise] : [rule.otherwise, rule.then];
        const first = given === null ? null : this.#oneOf([unmet(rule.condition), branch(given)]);
        return first ?? (missing === null ? null : this.#oneOf([branch(missing), met(rule.condition)]));
      }
    }
  }

  /** Null where one of the literals holds; else the first that still can. */
  #oneOf(literals: readonly Literal[]): Literal | null {
    if (literals.some((literal) => this.#clauses.valueOf(literal) === 1)) return null;
    return literals.find((literal) => this.#clauses.valueOf(literal) === 0) ?? null;
  }

  #candidateFor(id: number): Literal | null {
    const candidates = this.#candidates(id);
    const literals = candidates.map(yes);
    if (literals.some((literal) => this.#clauses.valueOf(literal) === 1)) return null;
    const free = literals.filter((literal) => this.#clauses.valueOf(literal) === 0);
    return free.find((literal) => this.#input.preferred[literal >> 1] === 1) ?? free[0] ?? null;
  }
}
