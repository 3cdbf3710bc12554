/** The sixteen colours of a terminal, in the order of their numbers (ECMA-48 SGR 30–37, and the bright ones 90–97). */
export const TERMINAL_COLOURS = [
  'black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white',
  'bright-black', 'bright-red', 'bright-green', 'bright-yellow', 'bright-blue', 'bright-magenta', 'bright-cyan', 'bright-white',
] as const;
export type TerminalColour = (typeof TERMINAL_COLOURS)[number];

/** As xterm shows them, red, green and blue from 0 to 255 (XTerm-col.ad). */
const SHOWN: readonly (readonly [number, number, number])[] = [
  [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
  [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255], [255, 255, 255],
];
/** The steps of the cube of 216 colours (xterm, 256colres.pl). */
const STEPS = [0, 95, 135, 175, 215, 255] as const;

/** The one of the sixteen that is nearest to a colour; red, green and blue from 0 to 255. */
export function nearestColour(red: number, green: number, blue: number): TerminalColour {
  let best = 0;
  let least = Infinity;
  for (const [index, [r, g, b]] of SHOWN.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return TERMINAL_COLOURS[best] ?? 'white';
}

/** A number of xterm's palette of 256 as one of the sixteen; null for no such number. */
export function paletteColour(number: number): TerminalColour | null {
  const named = TERMINAL_COLOURS[number];
  if (named !== undefined) return named;
  if (!Number.isInteger(number) || number < 16 || number > 255) return null;
  if (number >= 232) {
    const grey = 8 + 10 * (number - 232);
    return nearestColour(grey, grey, grey);
  }
  const step = (by: number): number => STEPS[Math.floor((number - 16) / by) % 6] ?? 0;
  return nearestColour(step(36), step(6), step(1));
}
