import { BitGraph, type Split } from '#shared/graph/bit-graph.ts';
import { reverse, successors, type Graph } from '#shared/graph/graph.ts';

/** What one way to cut a cycle takes out of its graph. Numbers are nodes of that graph. */
export interface Lever {
  /** Had ready-made, so that they need nothing and nobody waits for them. */
  readonly nodes: readonly number[];
  /** `from, to, from, to, …`: `from` does not need `to` any more. Edges that are not there are passed over. */
  readonly edges: readonly number[];
  /** What it costs beside others; 1 is one package had ready-made. */
  readonly cost: number;
}

/** What comes of a cycle once something is cut. */
export interface CutEffect {
  /** Members of the largest cycle that is left; 0 where none is. */
  readonly largest: number;
  /** Members that are in no cycle any more, without those that are had ready-made. */
  readonly freed: number;
  /** Edges within the cycle that are gone, those of what is had ready-made among them. */
  readonly edges: number;
}

/** The graph of a cycle on which levers are tried out and taken back, in any order. A self edge is none. */
export class Bench {
  readonly graph: Graph;
  readonly reversed: Graph;
  readonly #bits: BitGraph;
  /** By node how many of the levers that are applied hold it out; by edge how many hold that. */
  readonly #nodesHeld: Int32Array;
  readonly #edgesHeld = new Map<number, number>();
  #out = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.reversed = reverse(graph);
    this.#bits = new BitGraph(graph);
    this.#nodesHeld = new Int32Array(graph.nodes);
  }

  isOut(node: number): boolean {
    return (this.#nodesHeld[node] ?? 0) > 0;
  }

  has(from: number, to: number): boolean {
    return !this.isOut(from) && !this.isOut(to) && this.#bits.has(from, to);
  }

  apply({ nodes, edges }: Lever): void {
    for (let index = 0; index < edges.length; index += 2) {
      const [from = 0, to = 0] = [edges[index], edges[index + 1]];
      const key = this.#key(from, to);
      const held = this.#edgesHeld.get(key) ?? 0;
      if (held > 0 || this.#bits.remove(from, to)) this.#edgesHeld.set(key, held + 1);
    }
    for (const node of nodes) {
      this.#nodesHeld[node] = (this.#nodesHeld[node] ?? 0) + 1;
      if (this.#nodesHeld[node] === 1) this.#out++;
    }
  }

  /** The opposite of {@link apply}, for a lever that is applied. */
  takeBack({ nodes, edges }: Lever): void {
    for (let index = 0; index < edges.length; index += 2) {
      const [from = 0, to = 0] = [edges[index], edges[index + 1]];
      const key = this.#key(from, to);
      const held = this.#edgesHeld.get(key) ?? 0;
      if (held > 1) this.#edgesHeld.set(key, held - 1);
      else if (held === 1) {
        this.#edgesHeld.delete(key);
        this.#bits.add(from, to);
      }
    }
    for (const node of nodes) {
      this.#nodesHeld[node] = (this.#nodesHeld[node] ?? 0) - 1;
      if (this.#nodesHeld[node] === 0) this.#out--;
    }
  }

  /** The cycles that are left; `of` is written over by the next question. */
  split(): Split {
    if (this.#out === 0) return this.#bits.split();
    const left: number[] = [];
    for (let node = 0; node < this.graph.nodes; node++) if (!this.isOut(node)) left.push(node);
    return this.#bits.split(left);
  }

  /** What has come of the levers that are applied now. */
  effect(): CutEffect {
    const { sizes } = this.split();
    const inCycles = sizes.reduce((sum, size) => sum + size, 0);
    return { largest: sizes[0] ?? 0, freed: this.graph.nodes - this.#out - inCycles, edges: this.#edgesGone() };
  }

  /** What would come of the levers beside those that are applied; these stay as they are. */
  effectOf(levers: readonly Lever[]): CutEffect {
    for (const lever of levers) this.apply(lever);
    const effect = this.effect();
    for (const lever of levers) this.takeBack(lever);
    return effect;
  }

  #edgesGone(): number {
    let gone = 0;
    for (const key of this.#edgesHeld.keys()) if (!this.isOut(Math.floor(key / this.graph.nodes)) && !this.isOut(key % this.graph.nodes)) gone++;
    for (let node = 0; this.#out > 0 && node < this.graph.nodes; node++) {
      if (!this.isOut(node)) continue;
      for (const target of successors(this.graph, node)) if (target !== node) gone++;
      for (const origin of successors(this.reversed, node)) if (!this.isOut(origin)) gone++;
    }
    return gone;
  }

  #key(from: number, to: number): number {
    return from * this.graph.nodes + to;
  }
}
