import { at } from '#shared/graph/graph.ts';
import { OnlyWays } from '../only-ways.ts';
import { metLeaves, type BaseEdgesInput } from '../base-edges.ts';

/** No single BuildRequires alone leads there: several do, or it was not looked at. */
export const SEVERAL = -1;

/** What {@link soleRequirements} reads; all of it is at hand while a plan is made. */
export type SoleRequirementsInput = BaseEdgesInput;

/**
 * For each edge of the closure graph (parallel to its `targets`) the only BuildRequires of its source that leads there, itself
 * or over what it requires at run time, as an index into the source's requirements; {@link SEVERAL} where more than one does.
 * A source without that BuildRequires does not need the other end any more, as long as nothing else changes in its buildroot.
 * Only edges within a cycle are looked at: nobody asks how else to be without the others.
 */
export function soleRequirements(input: SoleRequirementsInput): Int32Array {
  const { closure, components, solver, buildroots } = input;
  const sole = new Int32Array(closure.targets.length).fill(SEVERAL);
  const walk = new LabelledWalk(input);
  for (let source = 0; source < closure.nodes; source++) {
    const buildroot = buildroots[source];
    const component = at(components.of, source);
    if (buildroot === undefined || at(components.sizes, component) < 2) continue;
    solver.resume(buildroot);
    walk.from(source);
    for (let edge = at(closure.offsets, source); edge < at(closure.offsets, source + 1); edge++) {
      const target = at(closure.targets, edge);
      if (target !== source && at(components.of, target) === component) sole[edge] = walk.labelOf(target);
    }
  }
  return sole;
}

/** Marks of one walk after the other: what has a label of an earlier round has none. */
class Labels {
  readonly #metIn: Int32Array;
  readonly #label: Int32Array;

  constructor(size: number) {
    this.#metIn = new Int32Array(size);
    this.#label = new Int32Array(size);
  }

  of(item: number, round: number): number {
    return this.#metIn[item] === round ? at(this.#label, item) : SEVERAL;
  }

  /** Gives a label, or {@link SEVERAL} where the item has another one already; whether that changed anything. */
  give(item: number, label: number, round: number): boolean {
    const isMet = this.#metIn[item] === round;
    if (isMet && (this.#label[item] === label || this.#label[item] === SEVERAL)) return false;
    this.#metIn[item] = round;
    this.#label[item] = isMet ? SEVERAL : label;
    return true;
  }
}

/** Walks a buildroot from its BuildRequires and notes for each source met which of them led there. */
class LabelledWalk {
  readonly #input: SoleRequirementsInput;
  readonly #ways: OnlyWays;
  readonly #binaries: Labels;
  readonly #sources: Labels;
  /** Binaries whose label is new. */
  readonly #open: number[] = [];
  #round = 0;

  constructor(input: SoleRequirementsInput) {
    this.#input = input;
    this.#ways = new OnlyWays(input);
    this.#binaries = new Labels(input.owners.length);
    this.#sources = new Labels(input.closure.nodes);
  }

  labelOf(source: number): number {
    return this.#sources.of(source, this.#round);
  }

  from(source: number): void {
    this.#round++;
    (this.#input.wanted[source] ?? []).forEach((id, index) => {
      this.#follow(id, false, index);
      // A binary changes its label once at most, from one BuildRequires to several: the walk ends.
      for (let binary = this.#open.pop(); binary !== undefined; binary = this.#open.pop()) this.#pass(binary, this.#binaries.of(binary, this.#round));
    });
  }

  /** Hands a binary's label on to what it leads to. */
  #pass(binary: number, label: number): void {
    const isForeign = this.#input.foreign[binary] === 1;
    const way = isForeign ? null : this.#ways.from(binary);
    if (way === null || !this.#input.solver.hasAll(way.members)) {
      for (const id of this.#input.requires[binary] ?? []) this.#follow(id, isForeign, label);
      return;
    }
    const { members, open } = way;
    for (let index = 0; index < members.length; index++) this.#give(at(members, index), label);
    for (let index = 0; index < open.length; index++) this.#follow(at(open, index), false, label);
  }

  #follow(demand: number, forForeign: boolean, label: number): void {
    const { demands, solver } = this.#input;
    if (demands[demand]?.rule.kind === 'one') this.#reach(demand, forForeign, label);
    else for (const leaf of metLeaves(demand, demands, solver)) this.#reach(leaf, forForeign, label);
  }

  #reach(leaf: number, forForeign: boolean, label: number): void {
    const binary = this.#input.solver.providerOf(leaf, forForeign);
    if (binary !== undefined && this.#give(binary, label)) this.#open.push(binary);
  }

  /** False where that is nothing new. */
  #give(binary: number, label: number): boolean {
    if (!this.#binaries.give(binary, label, this.#round)) return false;
    const owner = at(this.#input.owners, binary);
    if (owner >= 0) this.#sources.give(owner, this.#binaries.of(binary, this.#round), this.#round);
    return true;
  }
}
