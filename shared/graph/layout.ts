import type { Components } from './components.ts';
import { at, type Graph } from './graph.ts';
import { arrange, type Arrangement, type Block } from './layout-columns.ts';
import { sweepOrder } from './layout-order.ts';

/** One rank on the map: every package that can be built once the columns to its left are. */
export interface MapColumn {
  readonly rank: number;
  /** Left and right border, in units of one mark's width. */
  readonly x0: number;
  readonly x1: number;
  /** Top and bottom border. */
  readonly y0: number;
  readonly y1: number;
  /** How many packages stand in it. */
  readonly count: number;
}

/** One cycle on the map: the members of a component stand together in this box, which holds nothing else. */
export interface MapIsland {
  readonly component: number;
  readonly size: number;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** Packages that stand together in one box: those of a rank that are in no cycle, or the members of one cycle. */
export interface MapBlock {
  readonly rank: number;
  /** −1 for packages that are in no cycle. */
  readonly component: number;
  readonly count: number;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** Where each package stands. The base is at the left; y grows downwards and is 0 in the middle. */
export interface MapLayout {
  /** Centre of each package's mark; a mark's place is 1 wide and `rowPitch` high. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Extent: x from 0 to `width`, y from `-height / 2` to `height / 2`. */
  readonly width: number;
  readonly height: number;
  /** From one row to the next; above 1 only where few packages leave room for names. */
  readonly rowPitch: number;
  /** By rank, ascending; ranks that nobody has are left out. */
  readonly columns: readonly MapColumn[];
  /** By component id, ascending. */
  readonly islands: readonly MapIsland[];
  /** Left to right, and for each package the index of its own. */
  readonly blocks: readonly MapBlock[];
  readonly blockOf: Int32Array;
}

/** What the map may be told. */
export interface LayoutOptions {
  /** Width over height that the whole should come near; 16/9 by default. */
  readonly aspect?: number;
  /** How often the order within the columns is improved, there and back; 4 by default. */
  readonly sweeps?: number;
}

/**
 * Lays the port out by build order: a column for each rank, as many marks wide as keep the whole in proportion, centred;
 * the cycles of a rank are blocks of their own at its left; within a block the order follows the neighbours, so that
 * edges stay short. Deterministic: the same input gives the same map. Close to linear in nodes and edges.
 * @param graph edges lead from a package to what it needs
 * @param ranks of each node; members of one component share theirs
 */
export function layoutMap(graph: Graph, ranks: Int32Array, components: Components, options: LayoutOptions = {}): MapLayout {
  const arrangement = arrange(blocksOf(graph.nodes, ranks, components), options.aspect ?? 16 / 9);
  const x = new Float32Array(graph.nodes);
  const y = new Float32Array(graph.nodes);
  sweepOrder(graph, arrangement, y, options.sweeps ?? 4);
  const blockOf = new Int32Array(graph.nodes);
  for (const [number, { block, left, top, across }] of arrangement.placed.entries()) {
    block.members.forEach((node, index) => {
      blockOf[node] = number;
      x[node] = left + (index % across) + 0.5;
      y[node] = (top + Math.floor(index / across) + 0.5) * arrangement.rowPitch;
    });
  }
  return { x, y, width: arrangement.width, height: arrangement.rows * arrangement.rowPitch, rowPitch: arrangement.rowPitch, blockOf, ...boxes(arrangement) };
}

function blocksOf(nodes: number, ranks: Int32Array, components: Components): Block[] {
  const islands = new Map<number, number[]>();
  const loose = new Map<number, number[]>();
  for (let node = 0; node < nodes; node++) {
    const component = at(components.of, node);
    const [groups, key] = at(components.sizes, component) > 1 ? [islands, component] : [loose, at(ranks, node)];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [
    ...[...islands].map(([component, members]) => ({ rank: at(ranks, members[0] ?? 0), component, members })),
    ...[...loose].map(([rank, members]) => ({ rank, component: -1, members })),
  ].sort((a, b) => a.rank - b.rank || b.component - a.component);
}

function boxes({ placed, columns, rowPitch }: Arrangement): Pick<MapLayout, 'columns' | 'islands' | 'blocks'> {
  const islands: MapIsland[] = [];
  const blocks: MapBlock[] = [];
  const byRank = new Map(columns.map((column) => [column.rank, { ...column, y0: Infinity, y1: -Infinity, count: 0 }]));
  for (const { block, left, top, across, down } of placed) {
    const size = block.members.length;
    const y0 = top * rowPitch;
    const y1 = (top + down) * rowPitch;
    blocks.push({ rank: block.rank, component: block.component, count: size, x0: left, x1: left + across, y0, y1 });
    if (block.component >= 0) islands.push({ component: block.component, size, x0: left, x1: left + across, y0, y1 });
    const column = byRank.get(block.rank);
    if (column === undefined) continue;
    column.y0 = Math.min(column.y0, y0);
    column.y1 = Math.max(column.y1, y1);
    column.count += size;
  }
  return { columns: [...byRank.values()], islands: islands.sort((a, b) => a.component - b.component), blocks };
}
