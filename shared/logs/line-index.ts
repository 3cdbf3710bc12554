import { MAY_BEGIN, PartFinder, type LogPart, type PartState } from './part-finder.ts';

/** Every so many lines the place of one is kept; what is between is counted when it is looked at. */
export const STRIDE = 256;
/** Bytes of a line that are looked at to find parts. */
const HEAD = 300;
const NEWLINE = 10;

/** A line index as it is kept on disk: of whole lines only. */
export interface IndexState {
  /** Bytes of the whole lines. */
  readonly bytes: number;
  readonly lines: number;
  /** Where line `1 + STRIDE × n` begins. */
  readonly anchors: readonly number[];
  readonly parts: PartState;
}

/** A place to read on from: `line` begins at byte `offset`. */
export interface Anchor {
  readonly line: number;
  readonly offset: number;
}

/**
 * Where the lines of a log are, and its parts, from its bytes as they come: 32 KiB for each million lines. Lines count
 * from 1; a last one without its newline counts once it has a byte.
 */
export class LineIndex {
  #bytes: number;
  #whole: number;
  #wholeBytes: number;
  readonly #anchors: number[];
  readonly #finder: PartFinder;
  readonly #decoder = new TextDecoder();
  /** The beginning of a line whose end has not come yet. */
  #head: Uint8Array = new Uint8Array(0);

  /** An empty one, or one to go on from: the next bytes are those from {@link IndexState.bytes} on. */
  constructor(state: IndexState | null = null) {
    this.#bytes = state?.bytes ?? 0;
    this.#wholeBytes = this.#bytes;
    this.#whole = state?.lines ?? 0;
    this.#anchors = [...(state?.anchors ?? [0])];
    this.#finder = new PartFinder(state?.parts);
  }

  /** Bytes that are in it: what comes next begins there. */
  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#whole + (this.#wholeBytes < this.#bytes ? 1 : 0);
  }

  /** Lines whose newline has come. */
  get wholeLines(): number {
    return this.#whole;
  }

  push(bytes: Uint8Array): void {
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, start)) {
      const first = this.#head.length > 0 ? this.#head[0] : bytes[start];
      if (first !== undefined && MAY_BEGIN[first] === 1) this.#note(bytes, start, at);
      if (this.#head.length > 0) this.#head = new Uint8Array(0);
      this.#whole += 1;
      start = at + 1;
      if (this.#whole % STRIDE === 0) this.#anchors.push(this.#bytes + start);
    }
    if (start > 0) this.#wholeBytes = this.#bytes + start;
    if (start < bytes.length && this.#head.length < HEAD) this.#head = joined(this.#head, bytes.subarray(start, start + HEAD - this.#head.length));
    this.#bytes += bytes.length;
  }

  /** The nearest known place at or before a line. */
  before(line: number): Anchor {
    const at = Math.max(0, Math.min(this.#anchors.length - 1, Math.floor((line - 1) / STRIDE)));
    return { line: 1 + at * STRIDE, offset: this.#anchors[at] ?? 0 };
  }

  /** The nearest known place after a line, or the end. */
  after(line: number): number {
    return this.#anchors[Math.floor((line - 1) / STRIDE) + 1] ?? this.#bytes;
  }

  parts(): readonly LogPart[] {
    return this.#finder.parts(this.lines);
  }

  /** To keep: what has come of an unfinished line is left out, and read again by whoever goes on. */
  state(): IndexState {
    return { bytes: this.#wholeBytes, lines: this.#whole, anchors: this.#anchors, parts: this.#finder.state() };
  }

  #note(bytes: Uint8Array, start: number, end: number): void {
    const rest = bytes.subarray(start, Math.min(end, start + HEAD));
    this.#finder.note(this.#decoder.decode(this.#head.length === 0 ? rest : joined(this.#head, rest)), this.#whole + 1);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
