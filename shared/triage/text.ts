import { MAX_TEXT } from './finding.ts';

/** Control characters but tab, C1 as well. */
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;
const ALL_CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;
/** CSI (ECMA-48 5.4), OSC up to BEL or ST, and two-character escapes. */
const ANSI = /\u001b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,400}(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
/** mock's root.log (`DEBUG util.py:446:  `) and OBS (`[  12s] `). */
const PREFIX = /^(?:(?:DEBUG|INFO|WARNING|ERROR) [\w.]{1,60}:\d{1,6}: {1,2}|\[ {0,9}\d{1,9}s\] )/;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A line as a terminal would leave it: without ANSI codes; of a line that was overwritten by carriage returns, its last state; other control characters as U+FFFD. */
export function cleanLine(raw: string): string {
  if (!CONTROL.test(raw)) return raw;
  let text = raw.replace(ANSI, '').replace(/\r+$/, '');
  const overwritten = text.lastIndexOf('\r');
  if (overwritten !== -1) text = text.slice(overwritten + 1);
  return text.replace(ALL_CONTROL, '\uFFFD');
}

/** The line without what a log keeper has put before it. */
export function withoutPrefix(line: string): string {
  const first = line.charCodeAt(0);
  // `[`, D, E, I, W: most lines begin otherwise, and this runs for each line.
  if (first !== 0x5b && first !== 0x44 && first !== 0x45 && first !== 0x49 && first !== 0x57) return line;
  return line.replace(PREFIX, '');
}

/** A piece of text of at most {@link MAX_TEXT} units around `index`, as a string of its own that keeps no chunk of the log alive. */
export function clip(text: string, index = 0): string {
  const from = index < MAX_TEXT - 100 ? 0 : Math.max(0, Math.min(index - 100, text.length - MAX_TEXT + 1));
  const piece = from === 0 ? text.slice(0, MAX_TEXT) : `…${text.slice(from, from + MAX_TEXT - 1)}`;
  return decoder.decode(encoder.encode(piece));
}
