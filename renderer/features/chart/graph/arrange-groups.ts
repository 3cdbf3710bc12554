import type { DiagramGroup, DiagramNode } from './diagram.ts';
import type { Places } from './walk.ts';

export const NODE = { width: 148, height: 30 } as const;
/** What is no package has a longer name, and a line that says what it is. */
const THING = { width: 236, height: 46 } as const;

export function sizeOf({ kind }: DiagramNode): { readonly width: number; readonly height: number } {
  return kind === 'thing' ? THING : NODE;
}

const GAP = { x: 20, y: 14, group: 84, title: 34 } as const;
/** Groups are filled column by column; so many rows at least. */
const FEWEST_ROWS = 8;
/** Wider than high, as windows are: columns are five times as wide as rows are high. */
const SHAPE = 2.6;

export interface PlacedTitle {
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

/** Groups from left to right, each with its title on top and its nodes in columns below: the centre of each. */
export function arrangeGroups(groups: readonly DiagramGroup[]): { readonly places: Places; readonly titles: readonly PlacedTitle[] } {
  const count = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  const rows = Math.max(FEWEST_ROWS, Math.ceil(Math.sqrt(count * SHAPE)));
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  const titles: PlacedTitle[] = [];
  let left = 0;
  for (const { title, ids } of groups) {
    if (ids.length === 0) continue;
    titles.push({ words: title, x: left, y: -GAP.title });
    ids.forEach((id, index) => {
      places.set(id, { x: left + Math.floor(index / rows) * (NODE.width + GAP.x) + NODE.width / 2, y: (index % rows) * (NODE.height + GAP.y) });
    });
    left += Math.ceil(ids.length / rows) * (NODE.width + GAP.x) - GAP.x + GAP.group;
  }
  return { places, titles };
}
