interface Entry {
  readonly sha256: string;
  readonly file: string;
  readonly source: string;
  readonly attempt: string;
}

export interface PublicationRequest {
  readonly attempt: string;
  readonly source: string;
  readonly rpms: readonly { readonly sha256: string; readonly file: string }[];
}

/** The repository of a simulated host: numbers of its generations and the newest one's manifest. No file of it exists. */
export class SimulatedRepository {
  #latest: number | null = null;
  readonly #generations = new Set<number>();
  #entries: readonly Entry[] = [];
  readonly #published = new Map<string, number>();

  get latest(): number | null {
    return this.#latest;
  }

  get generations(): number[] {
    return [...this.#generations].sort((one, other) => one - other);
  }

  /** The publications whose attempts no generation has seen yet; an attempt that is named twice counts once. */
  fresh(publications: readonly PublicationRequest[]): PublicationRequest[] {
    return publications.filter(({ attempt }, index) => !this.#published.has(attempt) && publications.findIndex((other) => other.attempt === attempt) === index);
  }

  /** Makes the next generation where anything is new, and generation 0 where there is none. */
  publish(publications: readonly PublicationRequest[]): void {
    const fresh = this.fresh(publications);
    if (this.#latest !== null && fresh.length === 0) return;
    const number = this.#latest === null ? 0 : this.#latest + 1;
    // The last publication of a source counts, and takes the place of all that the source had.
    const last = new Map(fresh.map((publication) => [publication.source, publication]));
    const files = new Set(fresh.flatMap(({ rpms }) => rpms.map(({ file }) => file)));
    this.#entries = [
      ...this.#entries.filter((entry) => !last.has(entry.source) && !files.has(entry.file)),
      ...[...last.values()].flatMap(({ attempt, source, rpms }) => rpms.map((rpm) => ({ ...rpm, source, attempt }))),
    ];
    for (const { attempt } of fresh) this.#published.set(attempt, number);
    this.#latest = number;
    this.#generations.add(number);
  }

  /** In which generation an attempt first appeared. */
  publishedIn(attempt: string): number | undefined {
    return this.#published.get(attempt);
  }

  /** Drops all generations but these and the newest; says which went. */
  prune(keep: readonly number[]): number[] {
    const gone = this.generations.filter((number) => number !== this.#latest && !keep.includes(number));
    for (const number of gone) this.#generations.delete(number);
    return gone;
  }

  /** The newest generation's MANIFEST. */
  manifest(): string[] {
    return [
      ...[...this.#published].map(([attempt, number]) => `published ${attempt} ${number}`),
      ...this.#entries.map(({ sha256, file, source, attempt }) => `entry ${sha256} ${file} ${source} ${attempt}`),
    ];
  }
}

/** `publication ATTEMPT SOURCE`, `rpm SHA256 FILE`…, `end`; null where the last line is missing. */
export function parsePublications(text: string): PublicationRequest[] | null {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.at(-1) !== 'end') return null;
  const publications: { attempt: string; source: string; rpms: { sha256: string; file: string }[] }[] = [];
  for (const [word, first = '', second = ''] of lines.map((line) => line.split(' '))) {
    if (word === 'publication') publications.push({ attempt: first, source: second, rpms: [] });
    if (word === 'rpm') publications.at(-1)?.rpms.push({ sha256: first, file: second });
  }
  return publications;
}
