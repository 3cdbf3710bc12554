import type { Diagram } from './diagram.ts';

/** The centre of each node by its id. */
export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads: left and right along an edge to the nearest neighbour on that side, up and down to the nearest
 * node above or below; where there is none, to the nearest node of all on that side. The same node where nothing lies there.
 */
export function walk({ nodes, edges }: Diagram, places: Places, cursor: string, direction: Direction): string {
  const here = places.get(cursor);
  if (here === undefined) return nodes[0]?.id ?? cursor;
  const along = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const neighbours = new Set(along ? edges.flatMap(({ from, to }) => (from === cursor ? [to] : to === cursor ? [from] : [])) : []);
  let best = cursor;
  let least = Infinity;
  for (const { id } of nodes) {
    const there = places.get(id);
    if (there === undefined || id === cursor) continue;
    const [ahead, aside] = along ? [(there.x - here.x) * sign, Math.abs(there.y - here.y)] : [(there.y - here.y) * sign, Math.abs(there.x - here.x)];
    if (ahead <= 0) continue;
    // Neighbours before all others; then what lies straight ahead before what lies aside.
    const cost = ahead + 3 * aside + (along && !neighbours.has(id) ? FAR : 0);
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

const FAR = 1e9;

/** The node `by` places on in reading order (columns from left to right, each from top to bottom); stays at the ends. */
export function step({ nodes }: Diagram, places: Places, cursor: string, by: number): string {
  const order = nodes
    .map(({ id }) => ({ id, ...(places.get(id) ?? { x: 0, y: 0 }) }))
    .sort((a, b) => a.x - b.x || a.y - b.y || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  const at = order.indexOf(cursor);
  return order[Math.max(0, Math.min(order.length - 1, at + by))] ?? cursor;
}
