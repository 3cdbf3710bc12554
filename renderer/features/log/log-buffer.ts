const NEWLINE = 10;
/** A line longer than this is cut where it is shown: no eye reads on, and a hostile one must not freeze the window. */
const LONGEST_LINE = 8_000;
/** Terminal control sequences (ECMA-48): CSI with its parameters, OSC up to its end, and single escapes. */
// eslint's no-control-regex is not in force here: these are the very characters that are looked for.
const CONTROL = new RegExp('\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?|.?)|[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]', 'g');

/** rpmbuild's own announcement of a phase (build/build.c), and of the packaging after them (build/files.c). */
const PHASE = /^Executing\((%\w+)\):|^Processing files: /;
const PACKAGING = 'packaging';
const CAPITAL_E = 69;
const CAPITAL_P = 80;
const MOST_PHASES = 40;

/** A phase of the build, and the line where it begins. */
export interface Phase {
  readonly name: string;
  readonly line: number;
}

/** A line as text: colours and other control sequences gone; what a carriage return has overwritten, gone too. */
export function plainLine(text: string): string {
  const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
  const shown = whole.slice(whole.lastIndexOf('\r') + 1);
  return shown.replace(CONTROL, '');
}

/** A log as bytes, with the place of every line: nothing is decoded before it is looked at. Lines count from 1. */
export class LogBuffer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #starts = new Float64Array(1 << 12);
  #lines = 1;
  readonly #phases: Phase[] = [];
  readonly #decoder = new TextDecoder();

  /** Where rpmbuild began each of its phases, in the order of the log. */
  get phases(): readonly Phase[] {
    return this.#phases;
  }

  get length(): number {
    return this.#length;
  }

  /** How many lines there are; a last one without its newline counts once it has a byte. */
  get lines(): number {
    return (this.#starts[this.#lines - 1] ?? 0) < this.#length ? this.#lines : this.#lines - 1;
  }

  /** How many lines are whole: a last one without its newline may still grow. */
  get wholeLines(): number {
    return this.#lines - 1;
  }

  /** A copy of all bytes so far, as the builder wrote them. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** How many bytes of a line are shown: its columns, where it is plain ASCII. */
  lineBytes(number: number): number {
    if (number < 1 || number > this.lines) return 0;
    return Math.min(LONGEST_LINE, this.#end(number) - (this.#starts[number - 1] ?? 0));
  }

  /** Takes bytes that begin at `offset`; what is already there is not taken twice, and a gap is refused. */
  append(offset: number, bytes: Uint8Array): boolean {
    if (offset > this.#length) return false;
    const fresh = bytes.subarray(Math.min(bytes.length, this.#length - offset));
    if (this.#length + fresh.length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + fresh.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(fresh, this.#length);
    for (let at = fresh.indexOf(NEWLINE); at >= 0; at = fresh.indexOf(NEWLINE, at + 1)) {
      this.#notePhase(this.#lines, this.#length + at);
      this.#startLine(this.#length + at + 1);
    }
    this.#length += fresh.length;
    return true;
  }

  #notePhase(line: number, end: number): void {
    const start = this.#starts[line - 1] ?? 0;
    const initial = this.#bytes[start];
    if ((initial !== CAPITAL_E && initial !== CAPITAL_P) || end - start < 12) return;
    const found = PHASE.exec(this.#decoder.decode(this.#bytes.subarray(start, Math.min(end, start + 40))));
    if (found === null || this.#phases.length >= MOST_PHASES) return;
    const name = found[1] ?? PACKAGING;
    if (name !== this.#phases.at(-1)?.name || name !== PACKAGING) this.#phases.push({ name, line });
  }

  #startLine(offset: number): void {
    if (this.#lines === this.#starts.length) {
      const grown = new Float64Array(this.#starts.length * 2);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    this.#starts[this.#lines] = offset;
    this.#lines += 1;
  }

  #end(line: number): number {
    return line < this.#lines ? (this.#starts[line] ?? 0) - 1 : this.#length;
  }

  /** The text of a line, from 1; empty beyond the ends. */
  line(number: number): string {
    if (number < 1 || number > this.lines) return '';
    const start = this.#starts[number - 1] ?? 0;
    const end = Math.min(this.#end(number), start + LONGEST_LINE);
    return plainLine(this.#decoder.decode(this.#bytes.subarray(start, end)));
  }

  /** The texts of lines `first … last`, both included: decoded at once. */
  slice(first: number, last: number): readonly string[] {
    const from = Math.max(1, first);
    const to = Math.min(this.lines, last);
    if (to < from) return [];
    return this.#decoder
      .decode(this.#bytes.subarray(this.#starts[from - 1] ?? 0, this.#end(to)))
      .split('\n')
      .map(plainLine);
  }
}
