/** Epoch, version and release. An absent epoch is 0; `release` is null where a dependency names none (a wildcard). */
export interface Evr {
  readonly epoch: number;
  readonly version: string;
  readonly release: string | null;
}
