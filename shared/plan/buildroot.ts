import { Chooser, type ChoiceInput, type DeadEnd } from './chooser.ts';
import { Fulfilment } from './fulfilment.ts';
import { InstalledSet } from './installed-set.ts';
import type { Ban } from './rich-conflicts.ts';

/** What one source's BuildRequires install. */
export interface Buildroot {
  /** Ids of the binaries, in the order in which they were chosen. */
  readonly installed: Int32Array;
  /** Ids of the demands that nothing can meet; empty for a buildroot that can be had. */
  readonly unmet: readonly number[];
}

/** Finds buildroots by choosing, as {@link Chooser} does, and speaks of the one that was found last. */
export class BuildrootSolver {
  readonly #bans = new Map<number, Ban[]>();
  readonly #installed: InstalledSet;
  readonly #fulfilment: Fulfilment;
  readonly #chooser: Chooser;
  #deadEnds: readonly DeadEnd[] = [];
  #offended: readonly Ban[] = [];
  #failing: readonly number[] = [];

  constructor(input: ChoiceInput) {
    for (const ban of input.bans) this.#bans.set(ban.binary, [...(this.#bans.get(ban.binary) ?? []), ban]);
    this.#installed = new InstalledSet(input.apart);
    this.#fulfilment = new Fulfilment(input.demands, input.possible, this.#installed);
    this.#chooser = new Chooser(input, this.#installed, this.#fulfilment);
  }

  /** From now on these are chosen before others: the build group is installed before any BuildRequires. */
  prefer(binaries: Iterable<number>): void {
    this.#chooser.prefer([...binaries]);
  }

  get preferred(): Uint8Array {
    return this.#chooser.preferred;
  }

  /** Where the choices for the last buildroot could not go on. */
  get deadEnds(): readonly DeadEnd[] {
    return this.#deadEnds;
  }

  /** The rich Conflicts that it offends. */
  get offended(): readonly Ban[] {
    return this.#offended;
  }

  /** The rich demands that it does not meet after all. */
  get failing(): readonly number[] {
    return this.#failing;
  }

  /** Whether the binary is part of the buildroot that was solved last. */
  has(binary: number): boolean {
    return this.#installed.has(binary);
  }

  /** Whether all of them are. */
  hasAll(binaries: Int32Array): boolean {
    return this.#installed.hasAll(binaries);
  }

  /** Which of the installed serves a demand for one capability: the best of them. */
  providerOf(id: number, forForeign = false): number | undefined {
    return this.#fulfilment.providerOf(id, forForeign);
  }

  /** Whether the buildroot solved last meets a demand. */
  meets(id: number): boolean {
    return this.#fulfilment.meets(id);
  }

  /** Takes an earlier answer up again, so that `has` and `meets` speak of it. */
  resume(buildroot: Pick<Buildroot, 'installed'>): void {
    this.#begin();
    this.#installed.addAll(buildroot.installed);
  }

  /** The buildroot for the demands with these ids. */
  solve(wanted: readonly number[]): Buildroot {
    this.#begin();
    const { alternatives, conditions, unmet } = this.#chooser.run(wanted);
    const installed = this.#installed.list();
    this.#deadEnds = this.#chooser.deadEnds;
    if (this.#bans.size > 0) this.#offended = [...installed].flatMap((binary) => (this.#bans.get(binary) ?? []).filter((ban) => this.#offends(ban)));
    // What came in later may have turned a condition round.
    this.#failing = [...alternatives, ...conditions].map((entry) => entry >> 1).filter((id) => !this.meets(id));
    return { installed, unmet };
  }

  #begin(): void {
    this.#installed.begin();
    this.#deadEnds = [];
    this.#offended = [];
    this.#failing = [];
  }

  #offends({ holding, failing, others }: Ban): boolean {
    if (others !== null) return others.some((binary) => this.has(binary));
    return holding.every((id) => this.meets(id)) && !failing.some((id) => this.meets(id));
  }
}
