/** A line longer than this many bytes is cut: no eye reads on, and a hostile one must not freeze anything. */
export const LONGEST_LINE = 8_000;
const NEWLINE = 10;

/** Takes lines one by one, as the builder wrote them, without the line feed. `cut` says that there was more of it. */
export type CutSink = (text: string, cut: boolean) => void;

/**
 * Cuts bytes (UTF-8; what is not becomes U+FFFD) into lines of at most {@link LONGEST_LINE} bytes, however the bytes come.
 * Memory is bounded by one piece and one line.
 */
export class LineCutter {
  readonly #sink: CutSink;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #carry = new Uint8Array(LONGEST_LINE);
  #carried = 0;
  #open = false;
  #over = false;

  constructor(sink: CutSink) {
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, start)) {
      if (this.#open) {
        this.#keep(bytes.subarray(start, at));
        this.end();
      } else this.#give(bytes.subarray(start, at));
      start = at + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** A last line without a line feed counts. */
  end(): void {
    if (!this.#open) return;
    this.#sink(this.#decoder.decode(this.#carry.subarray(0, this.#carried)), this.#over);
    this.#carried = 0;
    this.#open = false;
    this.#over = false;
  }

  #give(line: Uint8Array): void {
    this.#sink(this.#decoder.decode(line.length > LONGEST_LINE ? line.subarray(0, LONGEST_LINE) : line), line.length > LONGEST_LINE);
  }

  #keep(part: Uint8Array): void {
    const taken = part.subarray(0, LONGEST_LINE - this.#carried);
    this.#carry.set(taken, this.#carried);
    this.#carried += taken.length;
    this.#open = true;
    if (taken.length < part.length) this.#over = true;
  }
}
