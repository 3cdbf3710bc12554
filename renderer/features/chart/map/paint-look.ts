import { MARK_STYLES, type MarkStyle, type Palette } from '#renderer/ui/palette.ts';

const HOLLOW: ReadonlySet<MarkStyle> = new Set<MarkStyle>(['ready', 'queued', 'not-for-arch', 'left-out']);

/** Cuts a shape out of a mark of side `s` at `x`, `y`: the cue that needs no colour. */
const CUTS: Partial<Record<MarkStyle, (path: CanvasRenderingContext2D, x: number, y: number, s: number) => void>> = {
  failed: cross,
  triaged: cross,
  stuck: (path, x, y, s) => path.rect(x + s * 0.2, y + s * 0.4, s * 0.6, s * 0.2),
  unresolvable: (path, x, y, s) => path.rect(x + s * 0.33, y + s * 0.33, s * 0.34, s * 0.34),
  'broken-source': (path, x, y, s) => {
    path.rect(x + s * 0.42, y + s * 0.16, s * 0.17, s * 0.4);
    path.rect(x + s * 0.42, y + s * 0.68, s * 0.17, s * 0.16);
  },
  building: (path, x, y, s) => {
    path.moveTo(x + s * 0.5, y + s * 0.24);
    path.lineTo(x + s * 0.78, y + s * 0.74);
    path.lineTo(x + s * 0.22, y + s * 0.74);
    path.closePath();
  },
  built: (path, x, y, s) => path.rect(x + s * 0.5, y + s * 0.16, s * 0.34, s * 0.68),
  held: (path, x, y, s) => {
    path.rect(x + s * 0.28, y + s * 0.2, s * 0.15, s * 0.6);
    path.rect(x + s * 0.57, y + s * 0.2, s * 0.15, s * 0.6);
  },
  provisional: (path, x, y, s) => {
    path.moveTo(x + s, y + s * 0.5);
    path.lineTo(x + s, y + s);
    path.lineTo(x + s * 0.5, y + s);
    path.closePath();
  },
  stale: (path, x, y, s) => path.rect(x + s * 0.6, y, s * 0.4, s * 0.4),
  queued: () => undefined,
};

/** Two bars, both turned the same way: where they cross nothing must cancel out. */
function cross(path: CanvasRenderingContext2D, x: number, y: number, s: number): void {
  const t = s * 0.09;
  const a = s * 0.26;
  const b = s * 0.74;
  path.moveTo(x + a - t, y + a + t);
  path.lineTo(x + a + t, y + a - t);
  path.lineTo(x + b + t, y + b - t);
  path.lineTo(x + b - t, y + b + t);
  path.closePath();
  path.moveTo(x + b - t, y + a - t);
  path.lineTo(x + b + t, y + a + t);
  path.lineTo(x + a + t, y + b + t);
  path.lineTo(x + a - t, y + b - t);
  path.closePath();
}

/** How marks of one look are drawn. */
export interface Look {
  readonly style: MarkStyle;
  /** Side of a mark in CSS pixels. */
  readonly size: number;
  /** Whether it has a shape beside its colour, its glyph's kin. */
  readonly shaped: boolean;
  /** How opaque its colour is, and how opaque all of it. */
  readonly emphasis: number;
  readonly strength: number;
}

/** Draws marks of one look whose upper left corners are `at` (x, y, x, y, …): a fill style is set twice, however many they are. */
export function paintLook(context: CanvasRenderingContext2D, { style, size, shaped, emphasis, strength }: Look, at: readonly number[], palette: Palette, ratio: number): void {
  context.globalAlpha = emphasis * strength;
  context.fillStyle = palette.marks[MARK_STYLES.indexOf(style)] ?? '';
  for (let index = 0; index < at.length; index += 2) context.fillRect(at[index] ?? 0, at[index + 1] ?? 0, size, size);
  if (!shaped) return;
  context.globalAlpha = strength;
  context.fillStyle = palette.colours['surface-0'];
  if (HOLLOW.has(style)) hollow(context, style, at, size, ratio);
  const cut = CUTS[style];
  if (cut === undefined) return;
  context.beginPath();
  for (let index = 0; index < at.length; index += 2) cut(context, at[index] ?? 0, at[index + 1] ?? 0, size);
  context.fill();
}

/** One mark, as the map draws it; for legends. */
export function paintMark(context: CanvasRenderingContext2D, style: MarkStyle, size: number, palette: Palette, ratio: number): void {
  paintLook(context, { style, size, shaped: true, emphasis: 1, strength: 1 }, [0, 0], palette, ratio);
}

/** Frames: not yet begun, or never to be. The queue's frame keeps a filled quarter, what is left out a dash. */
function hollow(context: CanvasRenderingContext2D, style: MarkStyle, seen: readonly number[], size: number, ratio: number): void {
  const rim = Math.max(1, Math.round(size * (style === 'not-for-arch' || style === 'left-out' ? 0.12 : 0.19) * ratio) / ratio);
  const inner = size - 2 * rim;
  for (let index = 0; index < seen.length; index += 2) {
    const x = (seen[index] ?? 0) + rim;
    const y = (seen[index + 1] ?? 0) + rim;
    if (style === 'queued') {
      context.fillRect(x, y, inner / 2, inner);
      context.fillRect(x + inner / 2, y + inner / 2, inner / 2, inner / 2);
    } else if (style === 'left-out') {
      context.fillRect(x, y, inner, inner * 0.36);
      context.fillRect(x, y + inner * 0.64, inner, inner * 0.36);
    } else context.fillRect(x, y, inner, inner);
  }
}
