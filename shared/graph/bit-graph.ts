import { at, successors, type Graph } from './graph.ts';

/** How a graph falls apart into strongly connected components: those of more than one node, and who is in none. */
export interface Split {
  /** Sizes of the components with more than one node, largest first. */
  readonly sizes: readonly number[];
  /** For each node the component that it is in, numbered from 0 in no special order; -1 where it is in none of more than one node, or was left out. */
  readonly of: Int32Array;
}

/**
 * A graph as a matrix of bits, for those that are small and dense, such as one cycle of a port: whether it still holds
 * together without some of its nodes or edges is told in nodes²/32 steps, however many edges there are. Self edges are
 * dropped. Two bits for each pair of nodes: 250 kB for a thousand, 25 MB for ten thousand.
 */
export class BitGraph {
  readonly nodes: number;
  readonly #words: number;
  readonly #rows: Int32Array;
  readonly #reversed: Int32Array;
  readonly #open: Int32Array;
  readonly #cursor: Int32Array;
  readonly #stack: Int32Array;
  readonly #finished: Int32Array;
  readonly #of: Int32Array;

  constructor(graph: Graph) {
    this.nodes = graph.nodes;
    this.#words = (graph.nodes + 31) >> 5;
    this.#rows = new Int32Array(this.#words * graph.nodes);
    this.#reversed = new Int32Array(this.#words * graph.nodes);
    this.#open = new Int32Array(this.#words);
    this.#cursor = new Int32Array(graph.nodes);
    this.#stack = new Int32Array(graph.nodes);
    this.#finished = new Int32Array(graph.nodes);
    this.#of = new Int32Array(graph.nodes);
    for (let node = 0; node < graph.nodes; node++) for (const target of successors(graph, node)) this.add(node, target);
  }

  has(from: number, to: number): boolean {
    return (at(this.#rows, from * this.#words + (to >> 5)) & (1 << (to & 31))) !== 0;
  }

  add(from: number, to: number): void {
    if (from === to) return;
    const [row, column] = [from * this.#words + (to >> 5), to * this.#words + (from >> 5)];
    this.#rows[row] = at(this.#rows, row) | (1 << (to & 31));
    this.#reversed[column] = at(this.#reversed, column) | (1 << (from & 31));
  }

  /** Takes an edge out; whether it was there. */
  remove(from: number, to: number): boolean {
    if (!this.has(from, to)) return false;
    const [row, column] = [from * this.#words + (to >> 5), to * this.#words + (from >> 5)];
    this.#rows[row] = at(this.#rows, row) & ~(1 << (to & 31));
    this.#reversed[column] = at(this.#reversed, column) & ~(1 << (from & 31));
    return true;
  }

  /**
   * The strongly connected components of the graph as it is now (Kosaraju's algorithm). The answer's `of` is written over by
   * the next question.
   *
   * @param only the nodes that count, each once; all where left out
   */
  split(only?: readonly number[]): Split {
    const order = this.#finishOrder(only);
    this.#reopen(only);
    this.#of.fill(-1);
    const sizes: number[] = [];
    for (let last = order - 1; last >= 0; last--) {
      const root = at(this.#finished, last);
      if (!this.#isOpen(root)) continue;
      const size = this.#collect(root, sizes.length);
      if (size > 1) sizes.push(size);
      else this.#of[root] = -1;
    }
    return { sizes: sizes.sort((a, b) => b - a), of: this.#of };
  }

  #reopen(only: readonly number[] | undefined): void {
    if (only === undefined) {
      this.#open.fill(-1);
      if ((this.nodes & 31) !== 0) this.#open[this.#words - 1] = (1 << (this.nodes & 31)) - 1;
      return;
    }
    this.#open.fill(0);
    for (const node of only) this.#open[node >> 5] = at(this.#open, node >> 5) | (1 << (node & 31));
  }

  #isOpen(node: number): boolean {
    return (at(this.#open, node >> 5) & (1 << (node & 31))) !== 0;
  }

  #close(node: number): void {
    this.#open[node >> 5] = at(this.#open, node >> 5) & ~(1 << (node & 31));
  }

  /** The next open successor of a node, from the word at which its row was left; -1 when there is none. What is closed never opens again, so the cursor only goes forward. */
  #next(rows: Int32Array, node: number): number {
    const row = node * this.#words;
    for (let word = at(this.#cursor, node); word < this.#words; word++) {
      const bits = at(rows, row + word) & at(this.#open, word);
      if (bits === 0) continue;
      this.#cursor[node] = word;
      return word * 32 + 31 - Math.clz32(bits & -bits);
    }
    this.#cursor[node] = this.#words;
    return -1;
  }

  /** Walks all open nodes in depth; `#finished` gets them in the order in which they were left. Returns how many. */
  #finishOrder(only: readonly number[] | undefined): number {
    this.#reopen(only);
    this.#cursor.fill(0);
    let finished = 0;
    const count = only?.length ?? this.nodes;
    for (let index = 0; index < count; index++) {
      const root = only === undefined ? index : (only[index] ?? 0);
      if (!this.#isOpen(root)) continue;
      let depth = 0;
      this.#stack[0] = root;
      this.#close(root);
      while (depth >= 0) {
        const next = this.#next(this.#rows, at(this.#stack, depth));
        if (next >= 0) {
          this.#close(next);
          this.#stack[++depth] = next;
        } else this.#finished[finished++] = at(this.#stack, depth--);
      }
    }
    this.#cursor.fill(0);
    return finished;
  }

  /** Everything open that reaches `root`, which becomes its component; how many. */
  #collect(root: number, component: number): number {
    let [size, depth] = [1, 0];
    this.#stack[0] = root;
    this.#close(root);
    this.#of[root] = component;
    while (depth >= 0) {
      const next = this.#next(this.#reversed, at(this.#stack, depth));
      if (next < 0) {
        depth--;
        continue;
      }
      this.#close(next);
      this.#of[next] = component;
      this.#stack[++depth] = next;
      size++;
    }
    return size;
  }
}
