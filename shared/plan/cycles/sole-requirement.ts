import { at } from '#shared/graph/graph.ts';
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
  readonly #steps: Steps;
  readonly #binaries: Labels;
  readonly #sources: Labels;
  /** Binaries whose label is new. */
  readonly #open: number[] = [];
  #round = 0;

  constructor(input: SoleRequirementsInput) {
    this.#input = input;
    this.#steps = new Steps(input);
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

  #pass(binary: number, label: number): void {
    const { solver, requires, foreign } = this.#input;
    const isForeign = foreign[binary] === 1;
    if (!isForeign) {
      const steps = this.#steps.of(binary);
      let index = 0;
      for (; index < steps.length; index++) {
        const step = steps[index] ?? 0;
        if (step < 0) this.#follow(~step, false, label);
        else if (solver.has(step)) this.#meet(step, label);
        else break;
      }
      if (index === steps.length) return;
    }
    for (const id of requires[binary] ?? []) this.#follow(id, isForeign, label);
  }

  #follow(demand: number, forForeign: boolean, label: number): void {
    const { demands, solver } = this.#input;
    for (const leaf of metLeaves(demand, demands, solver)) {
      const binary = solver.providerOf(leaf, forForeign);
      if (binary !== undefined) this.#meet(binary, label);
    }
  }

  #meet(binary: number, label: number): void {
    if (!this.#binaries.give(binary, label, this.#round)) return;
    const owner = at(this.#input.owners, binary);
    if (owner >= 0) this.#sources.give(owner, this.#binaries.of(binary, this.#round), this.#round);
    this.#open.push(binary);
  }
}

/** What the port's own packages require, as steps: a binary where only that can serve, else `~demand`. Each once. */
class Steps {
  readonly #input: SoleRequirementsInput;
  readonly #known: (readonly number[])[] = [];

  constructor(input: SoleRequirementsInput) {
    this.#input = input;
  }

  of(binary: number): readonly number[] {
    const { requires, demands, possible } = this.#input;
    return (this.#known[binary] ??= [
      ...new Set(
        (requires[binary] ?? []).map((id) => {
          const options = possible.options[id] ?? [];
          return demands[id]?.rule.kind === 'one' && options.length === 1 ? (options[0] ?? ~id) : ~id;
        }),
      ),
    ]);
  }
}
