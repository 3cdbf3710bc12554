import type { BuilderLink } from '../builders/builder-link.ts';

/** What of a {@link BuilderLink} patience looks at. */
export type PatienceLine = Pick<BuilderLink, 'status' | 'onStatus'>;

/**
 * Aborts its signal after a builder's line has been down for too long without a break, whatever was under way: a start,
 * a log that is followed, a result that is fetched. To be disposed of with the work.
 */
export class Patience implements Disposable {
  readonly #controller = new AbortController();
  readonly #line: PatienceLine;
  readonly #limit: number;
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | null = null;

  /** @param limit milliseconds */
  constructor(line: PatienceLine, limit: number) {
    this.#line = line;
    this.#limit = limit;
    this.#stop = line.onStatus(() => this.#look());
    this.#look();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#rest();
  }

  #look(): void {
    const { kind } = this.#line.status;
    if (kind === 'ready' || kind === 'incapable') this.#rest();
    else this.#timer ??= setTimeout(() => this.#controller.abort(), this.#limit);
  }

  #rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
