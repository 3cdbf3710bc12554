import { reverse, type Graph } from './graph.ts';

/** Gathers a graph whose edges come row by row, in the order of the nodes that they start from. Repeats are dropped. */
export class RowsByOrigin {
  readonly #offsets: Int32Array;
  #targets: Int32Array;
  #count = 0;
  #rows = 0;
  /** By node: the row in which it was met last, counted from 1. */
  readonly #metIn: Int32Array;

  constructor(nodes: number) {
    this.#offsets = new Int32Array(nodes + 1);
    this.#targets = new Int32Array(Math.max(64, nodes * 16));
    this.#metIn = new Int32Array(nodes);
  }

  /** An edge from the node whose row is open: the first one at the beginning. */
  add(target: number): void {
    if (this.#metIn[target] === this.#rows + 1) return;
    this.#metIn[target] = this.#rows + 1;
    if (this.#count === this.#targets.length) {
      const larger = new Int32Array(this.#count * 2);
      larger.set(this.#targets);
      this.#targets = larger;
    }
    this.#targets[this.#count++] = target;
  }

  /** No more edges from that node; those of the next one follow. */
  endRow(): void {
    this.#rows++;
    this.#offsets[this.#rows] = this.#count;
  }

  /** The graph, once each node has had its row. */
  graph(): Graph {
    const rows = { nodes: this.#metIn.length, offsets: this.#offsets, targets: this.#targets.slice(0, this.#count) };
    // Turned round twice each row comes out ascending.
    return reverse(reverse(rows));
  }
}
