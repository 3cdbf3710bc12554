/** So many characters of a line are looked at; what follows them is skipped, however long it is. */
export const MAX_LINE = 2000;
/** Bytes are decoded in pieces, so that no line keeps a large buffer alive. */
const PIECE = 65_536;

/** Takes the lines of a log one by one. `text` is at most {@link MAX_LINE} UTF-16 units, without the line feed. */
export type LineSink = (text: string, line: number) => void;

/**
 * Cuts a stream of bytes (UTF-8; what is not becomes U+FFFD) or text into lines at line feeds. Memory is bounded by one
 * piece and one line. Where the chunks begin and end makes no difference. A last line without a line feed counts.
 */
export class LineSplitter {
  readonly #sink: LineSink;
  #decoder: TextDecoder | null = null;
  #carry = '';
  #open = false;
  #count = 0;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  /** How many lines have been given out. */
  get count(): number {
    return this.#count;
  }

  push(chunk: Uint8Array | string): void {
    if (typeof chunk === 'string') {
      this.#flushDecoder();
      for (let at = 0; at < chunk.length; at += PIECE) this.#text(chunk.slice(at, at + PIECE));
      return;
    }
    this.#decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
    for (let at = 0; at < chunk.length; at += PIECE) {
      this.#text(this.#decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
    }
  }

  end(): void {
    this.#flushDecoder();
    if (this.#open) this.#give('');
  }

  #flushDecoder(): void {
    if (this.#decoder === null) return;
    const rest = this.#decoder.decode();
    this.#decoder = null;
    this.#text(rest);
  }

  #text(text: string): void {
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      this.#give(text.slice(from, Math.min(at, from + MAX_LINE)));
      from = at + 1;
    }
    if (from === text.length) return;
    this.#open = true;
    const room = MAX_LINE - this.#carry.length;
    if (room > 0) this.#carry += text.slice(from, from + room);
  }

  #give(rest: string): void {
    const text = this.#carry === '' ? rest : (this.#carry + rest).slice(0, MAX_LINE);
    this.#carry = '';
    this.#open = false;
    this.#count += 1;
    this.#sink(text, this.#count);
  }
}
