import { at, successors } from '#shared/graph/graph.ts';
import { metLeaves, type BaseEdgesInput } from '../base-edges.ts';

/** No single BuildRequires alone leads there: several do, or it was not looked at. */
export const SEVERAL = -1;

/** What {@link soleRequirements} reads; all of it is at hand while a plan is made. */
export type SoleRequirementsInput = Omit<BaseEdgesInput, 'possible'>;

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
    if (buildroot === undefined || at(components.sizes, at(components.of, source)) < 2) continue;
    solver.resume(buildroot);
    const labels = walk.from(source);
    const first = at(closure.offsets, source);
    successors(closure, source).forEach((target, index) => {
      if (target === source || at(components.of, target) !== at(components.of, source)) return;
      sole[first + index] = labels.get(target) ?? SEVERAL;
    });
  }
  return sole;
}

/** Walks a buildroot from its BuildRequires and notes for each source met which of them led there. */
class LabelledWalk {
  readonly #input: SoleRequirementsInput;
  /** By binary: the round in which it was met last, and the label that it has in that round. */
  readonly #metIn: Int32Array;
  readonly #label: Int32Array;
  #round = 0;

  constructor(input: SoleRequirementsInput) {
    this.#input = input;
    this.#metIn = new Int32Array(input.binaries.length);
    this.#label = new Int32Array(input.binaries.length);
  }

  from(source: number): ReadonlyMap<number, number> {
    const { wanted, requires, binaries, demands, solver } = this.#input;
    this.#round++;
    const labels = new Map<number, number>();
    const open: (readonly [demand: number, forForeign: boolean, label: number])[] = (wanted[source] ?? []).map((id, index) => [id, false, index]);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      const [demand, forForeign, label] = entry;
      for (const leaf of metLeaves(demand, demands, solver)) {
        const binary = solver.providerOf(leaf, forForeign);
        if (binary === undefined) continue;
        // A binary changes its label once at most, from one BuildRequires to several: the walk ends.
        const isMet = this.#metIn[binary] === this.#round;
        if (isMet && (this.#label[binary] === label || this.#label[binary] === SEVERAL)) continue;
        const next = isMet ? SEVERAL : label;
        this.#metIn[binary] = this.#round;
        this.#label[binary] = next;
        const planned = binaries[binary];
        const owner = planned?.source ?? -1;
        if (owner >= 0) labels.set(owner, !labels.has(owner) || labels.get(owner) === next ? next : SEVERAL);
        for (const id of requires[binary] ?? []) open.push([id, (planned?.base ?? -1) >= 0, next]);
      }
    }
    return labels;
  }
}
