import type { PlacedMap } from './place-map.ts';

/** How far a line keeps from a card that it passes, in world units. */
const CLEARANCE = 4;

/**
 * The height at which an edge between two cards passes those that stand between them, so that it is not read as leading
 * to or from one of them: the height of the first end if nothing is in the way, else the gap above or below it, the
 * side of the other end first. Null where there is nothing between them, or no such way.
 */
export function laneBetween(placed: PlacedMap, from: number, to: number): number | null {
  const [fromX, fromY, toX, toY] = [placed.x[from] ?? 0, placed.y[from] ?? 0, placed.x[to] ?? 0, placed.y[to] ?? 0];
  const between = [...placed.x.keys()].filter((node) => {
    const x = placed.x[node] ?? 0;
    return x - placed.markWidth / 2 > fromX + placed.markWidth / 2 && x + placed.markWidth / 2 < toX - placed.markWidth / 2;
  });
  if (between.length === 0) return null;
  const half = placed.markHeight / 2;
  const gap = half + CLEARANCE * 2;
  const nearer = toY < fromY ? -1 : 1;
  const lanes = [fromY, fromY + nearer * gap, fromY - nearer * gap];
  return lanes.find((lane) => between.every((node) => Math.abs((placed.y[node] ?? 0) - lane) > half + CLEARANCE)) ?? null;
}
