import { nearestColour, paletteColour, TERMINAL_COLOURS, type TerminalColour } from './colours.ts';
import { CONTROL, lastState } from './plain-line.ts';

/** How a piece of a line looks. Colours that are null are the window's own. */
export interface Look {
  readonly colour: TerminalColour | null;
  readonly ground: TerminalColour | null;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

export interface Span extends Look {
  readonly text: string;
}

export const PLAIN_LOOK: Look = { colour: null, ground: null, bold: false, faint: false, italic: false, underline: false };
/** A line that changes its look oftener is shown in its last one: no build needs more, and a hostile one must not freeze the window. */
export const MOST_SPANS = 200;
/** Parameters of one sequence that are looked at. */
const MOST_PARAMETERS = 40;

const SGR = new RegExp('^\\u001b\\[([0-9;:]*)m$');
const ESCAPE = '\u001b';

/**
 * A line in pieces of one look each: SGR colours and emphasis are kept, every other control sequence is dropped (a link's
 * address among them), and only what follows the last carriage return is there. The texts together are `plainLine` of it.
 */
export function styledLine(line: string): readonly Span[] {
  if (!line.includes(ESCAPE)) {
    const text = lastState(line).shown.replace(CONTROL, '');
    return text === '' ? [] : [{ ...PLAIN_LOOK, text }];
  }
  const { before, shown } = lastState(line);
  let look = PLAIN_LOOK;
  for (const [sequence] of before.matchAll(CONTROL)) look = lookAfter(look, sequence);
  const spans: Span[] = [];
  const put = (text: string): void => {
    if (text === '') return;
    const last = spans.at(-1);
    if (last !== undefined && (spans.length >= MOST_SPANS || isSame(last, look))) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ ...look, text });
  };
  let at = 0;
  for (const match of shown.matchAll(CONTROL)) {
    put(shown.slice(at, match.index));
    at = match.index + match[0].length;
    look = lookAfter(look, match[0]);
  }
  put(shown.slice(at));
  return spans;
}

function isSame(a: Look, b: Look): boolean {
  return a.colour === b.colour && a.ground === b.ground && a.bold === b.bold && a.faint === b.faint && a.italic === b.italic && a.underline === b.underline;
}

/** The look after a control sequence: another one where it is SGR (ECMA-48 8.3.117), else the same. */
function lookAfter(look: Look, sequence: string): Look {
  const parameters = SGR.exec(sequence)?.[1];
  if (parameters === undefined) return look;
  const codes = parameters.split(/[;:]/, MOST_PARAMETERS).map(Number);
  let next = look;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, taken } = extended(codes.slice(at + 1));
      at += taken;
      if (colour !== null) next = { ...next, ...(code === 38 ? { colour } : { ground: colour }) };
    } else next = { ...next, ...changeOf(code) };
  }
  return next;
}

function changeOf(code: number): Partial<Look> {
  const colour = (base: number, bright: number): TerminalColour | undefined => TERMINAL_COLOURS[code >= bright ? code - bright + 8 : code - base];
  if (code === 0) return PLAIN_LOOK;
  if (code === 1) return { bold: true };
  if (code === 2) return { faint: true };
  if (code === 3) return { italic: true };
  if (code === 4) return { underline: true };
  if (code === 22) return { bold: false, faint: false };
  if (code === 23) return { italic: false };
  if (code === 24) return { underline: false };
  if (code === 39) return { colour: null };
  if (code === 49) return { ground: null };
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return { colour: colour(30, 90) ?? null };
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return { ground: colour(40, 100) ?? null };
  return {};
}

/** `5;N` of the palette, or `2;R;G;B` (ITU-T T.416 13.1.8, as terminals read it). */
function extended([kind, a = 0, b = 0, c = 0]: readonly number[]): { readonly colour: TerminalColour | null; readonly taken: number } {
  if (kind === 5) return { colour: paletteColour(a), taken: 2 };
  if (kind === 2) return { colour: nearestColour(a, b, c), taken: 4 };
  return { colour: null, taken: kind === undefined ? 0 : 1 };
}
