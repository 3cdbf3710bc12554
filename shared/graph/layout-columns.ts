/** Packages that stand together on the map: the members of one cycle, or all of a rank that are in none. */
export interface Block {
  readonly rank: number;
  /** The component's id; -1 for packages that are in no cycle. */
  readonly component: number;
  /** In the order in which they are to stand, row by row. */
  members: number[];
}

/** A block with its place, in marks: `across` marks in a row, `down` rows, the first mark's corner at `left`, `top`. */
export interface PlacedBlock {
  readonly block: Block;
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
}

export interface Arrangement {
  readonly placed: readonly PlacedBlock[];
  /** Left to right, by rank. */
  readonly columns: readonly { readonly rank: number; readonly x0: number; readonly x1: number }[];
  readonly width: number;
  /** How many rows the tallest column has. */
  readonly rows: number;
  readonly rowPitch: number;
}

/** Between two ranks, and between the parts of one, in marks. */
const DENSE: Spacing = { rank: 1.6, part: 1, isRoomy: false };
/** Below so many packages there is room for names beside the marks, so none stands right beside another. */
const FEW = 80;
const ROOMY: Spacing = { rank: 5, part: 5, isRoomy: true };
const ROOMY_PITCH = 3;
/** So many stand below each other before a rank gets a second mark across. */
const ROOMY_ROWS = 12;
/** Between two islands of one stack, in rows. */
const STACK_GAP = 1;

interface Spacing {
  readonly rank: number;
  readonly part: number;
  readonly isRoomy: boolean;
}

/**
 * Chooses how many rows a column may have so that width over height comes near `aspect`, and places the blocks.
 * An island is as square as that allows (or, among few packages, one column); the islands of a rank stand in stacks of
 * their own, left of its other packages.
 */
export function arrange(blocks: readonly Block[], aspect: number): Arrangement {
  const total = blocks.reduce((sum, block) => sum + block.members.length, 0);
  let low = 1;
  let high = Math.max(1, total);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shape(pack(blocks, middle, DENSE)) > aspect) low = middle + 1;
    else high = middle;
  }
  const tall = pack(blocks, low, DENSE);
  const flat = pack(blocks, Math.max(1, low - 1), DENSE);
  const best = Math.abs(Math.log(shape(flat) / aspect)) < Math.abs(Math.log(shape(tall) / aspect)) ? flat : tall;
  if (total >= FEW) return best;
  const spread = pack(blocks, Math.max(low, ROOMY_ROWS), ROOMY);
  return { ...spread, rowPitch: Math.min(ROOMY_PITCH, Math.max(1, spread.width / aspect / Math.max(1, spread.rows))) };
}

function shape(arrangement: Arrangement): number {
  return arrangement.width / Math.max(1, arrangement.rows);
}

interface Stack {
  readonly across: number;
  readonly items: { readonly block: Block; readonly across: number; readonly down: number }[];
  rows: number;
}

function pack(blocks: readonly Block[], maxRows: number, spacing: Spacing): Arrangement {
  const placed: PlacedBlock[] = [];
  const columns: { rank: number; x0: number; x1: number }[] = [];
  let x = 0;
  let rows = 0;
  for (let first = 0; first < blocks.length; ) {
    const rank = blocks[first]?.rank ?? 0;
    let end = first;
    while (blocks[end]?.rank === rank) end++;
    const x0 = x;
    for (const stack of stacksOf(blocks.slice(first, end), maxRows, spacing.isRoomy)) {
      let top = -stack.rows / 2;
      for (const { block, across, down } of stack.items) {
        placed.push({ block, left: x + (stack.across - across) / 2, top, across, down });
        top += down + STACK_GAP;
      }
      rows = Math.max(rows, stack.rows);
      x += stack.across + spacing.part;
    }
    x -= spacing.part;
    columns.push({ rank, x0, x1: x });
    x += spacing.rank;
    first = end;
  }
  return { placed, columns, width: Math.max(0, x - spacing.rank), rows, rowPitch: 1 };
}

/** Islands largest first, each on the first stack that has room for it; what is in no cycle comes last. */
function stacksOf(blocks: readonly Block[], maxRows: number, isRoomy: boolean): Stack[] {
  const islands = blocks.filter((block) => block.component >= 0);
  islands.sort((a, b) => b.members.length - a.members.length || a.component - b.component);
  const stacks: Stack[] = [];
  for (const block of islands) {
    const size = block.members.length;
    const across = Math.max(isRoomy ? 1 : Math.ceil(Math.sqrt(size) - 1e-9), Math.ceil(size / maxRows));
    const down = Math.ceil(size / across);
    const stack = stacks.find((one) => one.across >= across && one.rows + STACK_GAP + down <= maxRows && one.across <= across * 2);
    if (stack === undefined) stacks.push({ across, items: [{ block, across, down }], rows: down });
    else {
      stack.items.push({ block, across, down });
      stack.rows += STACK_GAP + down;
    }
  }
  const loose = blocks.find((block) => block.component < 0);
  if (loose !== undefined) {
    const across = Math.ceil(loose.members.length / maxRows);
    const down = Math.ceil(loose.members.length / across);
    const item = { block: loose, across, down };
    // Where each mark has its name beside it, two stacks of one rank would be taken for two ranks.
    const below = isRoomy ? stacks.find((one) => one.across === across && one.rows + STACK_GAP + down <= maxRows) : undefined;
    if (below === undefined) stacks.push({ across, items: [item], rows: down });
    else {
      below.items.push(item);
      below.rows += STACK_GAP + down;
    }
  }
  return stacks;
}
