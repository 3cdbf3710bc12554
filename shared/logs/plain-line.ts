/** Terminal control sequences (ECMA-48): CSI with its parameters, OSC up to its end, and single escapes. */
// eslint's no-control-regex is not in force here: these are the very characters that are looked for.
const SEQUENCES = '\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?|.?)';
const CONTROLS = '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]';
export const CONTROL = new RegExp(`${SEQUENCES}|${CONTROLS}`, 'g');
const ANY = new RegExp('[\\u0000-\\u0008\\u000b-\\u001f\\u007f]');

/** What a terminal would have left of a line: only what follows its last carriage return. `before` is what was overwritten. */
export function lastState(text: string): { readonly before: string; readonly shown: string } {
  const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
  const at = whole.lastIndexOf('\r') + 1;
  return { before: whole.slice(0, at), shown: whole.slice(at) };
}

/** A line as text: colours and other control sequences gone; what a carriage return has overwritten, gone too. */
export function plainLine(text: string): string {
  return ANY.test(text) ? lastState(text).shown.replace(CONTROL, '') : text;
}
