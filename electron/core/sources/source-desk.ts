import { sourceFetcher, type SourceFetcher } from './fetch-source.ts';
import type { FetchOptions, SourceFile } from './source-file.ts';

/**
 * Fetches for many callers at once: one file after the other, so that nobody fetches the same twice and the archive's
 * index is refreshed once. A caller that gives up leaves the line.
 */
export class SourceDesk {
  readonly #fetcher: SourceFetcher;
  #line: Promise<unknown> = Promise.resolve();

  constructor(fetcher: SourceFetcher = sourceFetcher()) {
    this.#fetcher = fetcher;
  }

  /** The path of a file that has one of the pins. Throws what {@link SourceFetcher.fetch} throws. */
  fetch(source: SourceFile, options: FetchOptions): Promise<string> {
    const fetched = this.#line.then(() => this.#fetcher.fetch(source, options));
    this.#line = fetched.catch(() => undefined);
    return fetched;
  }
}
