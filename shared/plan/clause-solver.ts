/** A variable with a sign: `2 * variable` says that it is true, `2 * variable + 1` that it is false. */
export type Literal = number;

export const yes = (variable: number): Literal => variable * 2;
export const no = (variable: number): Literal => variable * 2 + 1;

/**
 * - `found`: every clause holds with what was assigned, all else being false
 * - `refuted`: the assumptions cannot hold together; `core` names those that matter
 * - `gave-up`: more dead ends were met than was allowed
 */
export type SearchEnd = { readonly kind: 'found' } | { readonly kind: 'refuted'; readonly core: readonly Literal[] } | { readonly kind: 'gave-up' };

const NO_REASON = -1;

/**
 * A search over clauses that learns from each dead end (conflict-driven clause learning: watched literals, first unique
 * implication point, backjumping). What is not assigned counts as false, so whoever adds clauses sees to it that each holds
 * while its first literal does not. Deterministic: what one search has learnt is forgotten before the next.
 */
export class ClauseSolver {
  readonly #clauses: Literal[][] = [];
  /** By literal: the clauses that watch it. */
  readonly #watches: number[][];
  /** By variable: 0 not assigned, 1 true, -1 false. */
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: Int32Array;
  readonly #seen: Uint8Array;
  readonly #trail: Literal[] = [];
  readonly #levelStarts: number[] = [];
  readonly #units: Literal[] = [];
  #propagated = 0;

  constructor(variables: number) {
    this.#watches = Array.from({ length: variables * 2 }, () => []);
    this.#values = new Int8Array(variables);
    this.#levels = new Int32Array(variables);
    this.#reasons = new Int32Array(variables).fill(NO_REASON);
    this.#seen = new Uint8Array(variables);
  }

  /** One of the literals must hold. Between searches only. */
  add(literals: readonly Literal[]): void {
    const clause = [...new Set(literals)];
    if (clause.some((literal) => clause.includes(literal ^ 1))) return;
    const [first] = clause;
    if (clause.length === 1 && first !== undefined) this.#units.push(first);
    else this.#attach(clause);
  }

  /** 1 where the literal holds, -1 where its opposite does, 0 where neither is decided. */
  valueOf(literal: Literal): number {
    const value = this.#values[literal >> 1] ?? 0;
    return (literal & 1) === 0 ? value : -value;
  }

  /** What was assigned, in order. */
  get trail(): readonly Literal[] {
    return this.#trail;
  }

  /**
   * Searches for an assignment in which all assumptions hold.
   * @param choose the literal to try next; null where everything holds already. Asked again from the trail's beginning
   *   after each dead end, which `restarted` says.
   * @param deadEnds how many may be met before the search gives up
   */
  search(assumptions: readonly Literal[], choose: (restarted: boolean) => Literal | null, deadEnds: number): SearchEnd {
    this.#clear();
    const kept = this.#clauses.length;
    const end = this.#search(assumptions, choose, deadEnds);
    this.#forget(kept);
    return end;
  }

  #search(assumptions: readonly Literal[], choose: (restarted: boolean) => Literal | null, deadEnds: number): SearchEnd {
    for (const unit of this.#units) if (!this.#assign(unit, NO_REASON)) return { kind: 'refuted', core: [] };
    let met = 0;
    let restarted = true;
    for (;;) {
      const failing = this.#propagate();
      if (failing !== NO_REASON) {
        if (this.#levelStarts.length === 0) return { kind: 'refuted', core: [] };
        if (++met > deadEnds) return { kind: 'gave-up' };
        this.#learn(failing);
        restarted = true;
        continue;
      }
      const level = this.#levelStarts.length;
      const assumption = assumptions[level];
      if (assumption !== undefined) {
        if (this.valueOf(assumption) === -1) return { kind: 'refuted', core: [...this.#assumptionsBehind(assumption), assumption] };
        this.#levelStarts.push(this.#trail.length);
        this.#assign(assumption, NO_REASON);
        continue;
      }
      const next = choose(restarted);
      restarted = false;
      if (next === null) return { kind: 'found' };
      this.#levelStarts.push(this.#trail.length);
      this.#assign(next, NO_REASON);
    }
  }

  #attach(clause: Literal[]): number {
    const number = this.#clauses.push(clause) - 1;
    for (const literal of clause.slice(0, 2)) this.#watches[literal]?.push(number);
    return number;
  }

  #assign(literal: Literal, reason: number): boolean {
    const value = this.valueOf(literal);
    if (value !== 0) return value === 1;
    const variable = literal >> 1;
    this.#values[variable] = (literal & 1) === 0 ? 1 : -1;
    this.#levels[variable] = this.#levelStarts.length;
    this.#reasons[variable] = reason;
    this.#trail.push(literal);
    return true;
  }

  /** Follows all that is forced; the number of a clause that cannot hold any more, or {@link NO_REASON}. */
  #propagate(): number {
    for (; this.#propagated < this.#trail.length; this.#propagated++) {
      const failed = (this.#trail[this.#propagated] ?? 0) ^ 1;
      const watching = this.#watches[failed] ?? [];
      let kept = 0;
      for (let index = 0; index < watching.length; index++) {
        const number = watching[index] ?? NO_REASON;
        const clause = this.#clauses[number];
        if (clause === undefined || this.#watchAnother(number, clause, failed)) continue;
        watching[kept++] = number;
        if (!this.#assign(clause[0] ?? 0, number)) {
          for (index++; index < watching.length; index++) watching[kept++] = watching[index] ?? NO_REASON;
          watching.length = kept;
          return number;
        }
      }
      watching.length = kept;
    }
    return NO_REASON;
  }

  /** Moves a watch off a literal that failed; false where the clause's first literal is all that is left, or holds. */
  #watchAnother(number: number, clause: Literal[], failed: Literal): boolean {
    if (clause[0] === failed) [clause[0], clause[1]] = [clause[1] ?? failed, failed];
    if (this.valueOf(clause[0] ?? 0) === 1) return false;
    for (let index = 2; index < clause.length; index++) {
      const literal = clause[index] ?? 0;
      if (this.valueOf(literal) === -1) continue;
      clause[index] = failed;
      clause[1] = literal;
      this.#watches[literal]?.push(number);
      return true;
    }
    return false;
  }

  /** Learns a clause from one that cannot hold, goes back to where it forces something, and has it do so. */
  #learn(failing: number): void {
    const learnt: Literal[] = [];
    const level = this.#levelStarts.length;
    let open = 0;
    let index = this.#trail.length - 1;
    let clause = this.#clauses[failing] ?? [];
    let implied = -1;
    const cleared: number[] = [];
    for (;;) {
      for (const literal of clause) {
        const variable = literal >> 1;
        if (literal === implied || this.#seen[variable] === 1 || this.#levels[variable] === 0) continue;
        this.#seen[variable] = 1;
        cleared.push(variable);
        if (this.#levels[variable] === level) open++;
        else learnt.push(literal);
      }
      while (this.#seen[(this.#trail[index] ?? 0) >> 1] !== 1) index--;
      implied = this.#trail[index] ?? 0;
      index--;
      open--;
      if (open <= 0) break;
      clause = this.#clauses[this.#reasons[implied >> 1] ?? NO_REASON] ?? [];
    }
    for (const variable of cleared) this.#seen[variable] = 0;
    // The second watch is the literal that was decided last of the rest.
    learnt.sort((a, b) => (this.#levels[b >> 1] ?? 0) - (this.#levels[a >> 1] ?? 0));
    const [deepest] = learnt;
    this.#backTo(deepest === undefined ? 0 : (this.#levels[deepest >> 1] ?? 0));
    const forced = implied ^ 1;
    this.#assign(forced, deepest === undefined ? NO_REASON : this.#attach([forced, ...learnt]));
  }

  /** The assumptions that force the opposite of a literal. */
  #assumptionsBehind(literal: Literal): Literal[] {
    const core: Literal[] = [];
    const marked = new Set([literal >> 1]);
    for (let index = this.#trail.length - 1; index >= 0; index--) {
      const implied = this.#trail[index] ?? 0;
      const variable = implied >> 1;
      if (!marked.has(variable) || this.#levels[variable] === 0) continue;
      const reason = this.#reasons[variable] ?? NO_REASON;
      if (reason === NO_REASON) core.push(implied);
      else for (const other of this.#clauses[reason] ?? []) marked.add(other >> 1);
    }
    return core.reverse();
  }

  #backTo(level: number): void {
    const start = this.#levelStarts[level];
    if (start === undefined) return;
    this.#undo(start);
    this.#levelStarts.length = level;
  }

  #clear(): void {
    this.#undo(0);
    this.#levelStarts.length = 0;
  }

  #undo(length: number): void {
    for (const literal of this.#trail.splice(length)) {
      this.#values[literal >> 1] = 0;
      this.#reasons[literal >> 1] = NO_REASON;
    }
    this.#propagated = Math.min(this.#propagated, length);
  }

  /** Forgets the clauses from this one on; what was assigned stays to be read. */
  #forget(from: number): void {
    for (const clause of this.#clauses.splice(from)) {
      for (const literal of clause.slice(0, 2)) {
        this.#watches[literal] = this.#watches[literal]?.filter((number) => number < from) ?? [];
      }
    }
  }
}
