import type { MapBlock, MapColumn, MapIsland, MapLayout } from '#shared/graph/layout.ts';

import type { Bounds } from './camera.ts';

/** Up to so many packages stand as labelled cards; more of them as marks. */
export const CARDS_UP_TO = 79;

export const CARD = { width: 196, height: 60 } as const;
/** World units between cards: side by side within a rank, one above the other, and from rank to rank. */
export const CARD_GAP = { x: 26, y: 22, rank: 56 } as const;
const MARK = 0.82;

/** The map in world units: where each package's mark or card has its middle, how large it is, and what surrounds it. */
export interface PlacedMap {
  readonly kind: 'marks' | 'cards';
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly markWidth: number;
  readonly markHeight: number;
  readonly bounds: Bounds;
  readonly islands: readonly (Bounds & { readonly size: number })[];
  /** Columns of ranks and blocks of packages, and for each package the index of its block; none among cards, which are read one by one. */
  readonly columns: readonly MapColumn[];
  readonly blocks: readonly MapBlock[];
  readonly blockOf: Int32Array;
  /** How far it may be zoomed, in pixels for a world unit. */
  readonly maxZoom: number;
  /** The largest zoom at which it is shown at first, and the smallest at which it can be read: below that it is fitted in part. */
  readonly restZoom: number;
  readonly readableZoom: number;
}

/** Gives the layout its scale: one unit for a mark, or a card's pixels for few packages. */
export function placeMap(layout: MapLayout): PlacedMap {
  return layout.x.length > CARDS_UP_TO ? placeMarks(layout) : placeCards(layout);
}

function placeMarks(layout: MapLayout): PlacedMap {
  return {
    kind: 'marks',
    x: layout.x,
    y: layout.y,
    markWidth: MARK,
    markHeight: MARK,
    bounds: { x0: 0, x1: Math.max(1, layout.width), y0: -layout.height / 2, y1: layout.height / 2 },
    islands: layout.islands.map(({ size, x0, x1, y0, y1 }) => ({ size, x0, x1, y0, y1 })),
    columns: layout.columns,
    blocks: layout.blocks,
    blockOf: layout.blockOf,
    maxZoom: 180,
    restZoom: 22,
    readableZoom: 0,
  };
}

function placeCards(layout: MapLayout): PlacedMap {
  const y = layout.y.map((row) => (row / layout.rowPitch) * (CARD.height + CARD_GAP.y));
  const rankOf = (across: number): number => layout.columns.findIndex((column) => across >= column.x0 && across <= column.x1);
  const middles = new Map<number, number>();
  let middle = CARD.width / 2;
  let rank: number | null = null;
  // The layout's gaps are made for marks: here each row of cards beside another stands as near as its edges allow.
  for (const across of [...new Set(layout.x)].sort((a, b) => a - b)) {
    if (rank !== null) middle += CARD.width + (rankOf(across) === rank ? CARD_GAP.x : CARD_GAP.rank);
    rank = rankOf(across);
    middles.set(across, middle);
  }
  const x = layout.x.map((across) => middles.get(across) ?? 0);
  return {
    kind: 'cards',
    x,
    y,
    markWidth: CARD.width,
    markHeight: CARD.height,
    bounds: boundsOf(x, y),
    islands: layout.islands.map((island) => islandAround(island, layout, x, y)),
    columns: [],
    blocks: [],
    blockOf: new Int32Array(0),
    maxZoom: 2,
    restZoom: 1.2,
    readableZoom: 0.8,
  };
}

function boundsOf(x: Float32Array, y: Float32Array): Bounds {
  const bounds = { x0: Infinity, x1: -Infinity, y0: Infinity, y1: -Infinity };
  x.forEach((centre, node) => {
    const middle = y[node] ?? 0;
    bounds.x0 = Math.min(bounds.x0, centre - CARD.width / 2);
    bounds.x1 = Math.max(bounds.x1, centre + CARD.width / 2);
    bounds.y0 = Math.min(bounds.y0, middle - CARD.height / 2);
    bounds.y1 = Math.max(bounds.y1, middle + CARD.height / 2);
  });
  return Number.isFinite(bounds.x0) ? bounds : { x0: 0, x1: 1, y0: 0, y1: 1 };
}

function islandAround(island: MapIsland, layout: MapLayout, x: Float32Array, y: Float32Array): Bounds & { readonly size: number } {
  const inside = [...layout.x.keys()].filter((node) => {
    const across = layout.x[node] ?? 0;
    const down = layout.y[node] ?? 0;
    return across > island.x0 && across < island.x1 && down > island.y0 && down < island.y1;
  });
  const around = boundsOf(Float32Array.from(inside, (node) => x[node] ?? 0), Float32Array.from(inside, (node) => y[node] ?? 0));
  return { size: island.size, x0: around.x0 - 9, x1: around.x1 + 9, y0: around.y0 - 9, y1: around.y1 + 9 };
}

/** The package whose mark covers the world point, or −1. `slack` widens every mark, in world units. */
export function packageAt(placed: PlacedMap, x: number, y: number, slack: number): number {
  const reachX = placed.markWidth / 2 + slack;
  const reachY = placed.markHeight / 2 + slack;
  let best = -1;
  let nearest = Infinity;
  for (let node = 0; node < placed.x.length; node++) {
    const dx = Math.abs((placed.x[node] ?? 0) - x);
    const dy = Math.abs((placed.y[node] ?? 0) - y);
    if (dx > reachX || dy > reachY || dx + dy >= nearest) continue;
    nearest = dx + dy;
    best = node;
  }
  return best;
}

/** The block whose box covers the world point, or −1. */
export function blockAt(placed: PlacedMap, x: number, y: number): number {
  return placed.blocks.findIndex(({ x0, x1, y0, y1 }) => x >= x0 && x <= x1 && y >= y0 && y <= y1);
}

/** The next package in a direction of the keyboard: near in that direction, and little aside. −1 where there is none. */
export function nextPackage(placed: PlacedMap, from: number, direction: 'left' | 'right' | 'up' | 'down'): number {
  const [stepX, stepY] = { left: [-1, 0] as const, right: [1, 0] as const, up: [0, -1] as const, down: [0, 1] as const }[direction];
  const originX = placed.x[from] ?? 0;
  const originY = placed.y[from] ?? 0;
  let best = -1;
  let least = Infinity;
  for (let node = 0; node < placed.x.length; node++) {
    const dx = ((placed.x[node] ?? 0) - originX) / placed.markWidth;
    const dy = ((placed.y[node] ?? 0) - originY) / placed.markHeight;
    const ahead = dx * stepX + dy * stepY;
    if (ahead < 0.4) continue;
    const cost = ahead + 3 * Math.abs(dx * stepY + dy * stepX);
    if (cost >= least) continue;
    least = cost;
    best = node;
  }
  return best;
}
