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
const RANK_GAP = 1.6;
const PART_GAP = 1;
/** Below so many packages there is room for names beside the marks. */
const FEW = 80;
const FEW_GAP = 5;
const FEW_PITCH = 3;

/**
 * Chooses how many rows a column may have so that width over height comes near `aspect`, and places the blocks.
 * An island is as square as that allows; the islands of a rank stand in stacks of their own, left of its other packages.
 */
export function arrange(blocks: readonly Block[], aspect: number): Arrangement {
  const total = blocks.reduce((sum, block) => sum + block.members.length, 0);
  let low = 1;
  let high = Math.max(1, total);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shape(pack(blocks, middle, RANK_GAP)) > aspect) low = middle + 1;
    else high = middle;
  }
  const tall = pack(blocks, low, RANK_GAP);
  const flat = pack(blocks, Math.max(1, low - 1), RANK_GAP);
  const best = Math.abs(Math.log(shape(flat) / aspect)) < Math.abs(Math.log(shape(tall) / aspect)) ? flat : tall;
  if (total >= FEW) return best;
  const spread = pack(blocks, Math.max(low, 4), FEW_GAP);
  return { ...spread, rowPitch: Math.min(FEW_PITCH, Math.max(1, spread.width / aspect / Math.max(1, spread.rows))) };
}

function shape(arrangement: Arrangement): number {
  return arrangement.width / Math.max(1, arrangement.rows);
}

interface Stack {
  readonly across: number;
  readonly items: { readonly block: Block; readonly across: number; readonly down: number }[];
  rows: number;
}

function pack(blocks: readonly Block[], maxRows: number, gap: number): Arrangement {
  const placed: PlacedBlock[] = [];
  const columns: { rank: number; x0: number; x1: number }[] = [];
  let x = 0;
  let rows = 0;
  for (let first = 0; first < blocks.length; ) {
    const rank = blocks[first]?.rank ?? 0;
    let end = first;
    while (blocks[end]?.rank === rank) end++;
    const x0 = x;
    for (const stack of stacksOf(blocks.slice(first, end), maxRows)) {
      let top = -stack.rows / 2;
      for (const { block, across, down } of stack.items) {
        placed.push({ block, left: x + (stack.across - across) / 2, top, across, down });
        top += down + PART_GAP;
      }
      rows = Math.max(rows, stack.rows);
      x += stack.across + PART_GAP;
    }
    x -= PART_GAP;
    columns.push({ rank, x0, x1: x });
    x += gap;
    first = end;
  }
  return { placed, columns, width: Math.max(0, x - gap), rows, rowPitch: 1 };
}

/** Islands largest first, each on the first stack that has room for it; what is in no cycle comes last, alone. */
function stacksOf(blocks: readonly Block[], maxRows: number): Stack[] {
  const islands = blocks.filter((block) => block.component >= 0);
  islands.sort((a, b) => b.members.length - a.members.length || a.component - b.component);
  const stacks: Stack[] = [];
  for (const block of islands) {
    const size = block.members.length;
    const across = Math.max(Math.ceil(Math.sqrt(size) - 1e-9), Math.ceil(size / maxRows));
    const down = Math.ceil(size / across);
    const stack = stacks.find((one) => one.across >= across && one.rows + PART_GAP + down <= maxRows && one.across <= across * 2);
    if (stack === undefined) stacks.push({ across, items: [{ block, across, down }], rows: down });
    else {
      stack.items.push({ block, across, down });
      stack.rows += PART_GAP + down;
    }
  }
  const loose = blocks.find((block) => block.component < 0);
  if (loose !== undefined) {
    const across = Math.ceil(loose.members.length / maxRows);
    const down = Math.ceil(loose.members.length / across);
    stacks.push({ across, items: [{ block: loose, across, down }], rows: down });
  }
  return stacks;
}
