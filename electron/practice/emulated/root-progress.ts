/** How far the making of a root is. */
export interface RootProgress {
  /** For a person, with what it works on. */
  readonly phase: string;
  /** 0 to 1, never falling. */
  readonly fraction: number;
}

/** Where each step that mmdebstrap announces (`I: …`) starts, as shares of the whole time, measured on two cores. */
const STEPS: readonly { readonly announced: string; readonly phase: string; readonly start: number }[] = [
  { announced: 'running apt-get update', phase: 'Reading the package lists', start: 0.01 },
  { announced: 'downloading packages', phase: 'Fetching packages', start: 0.02 },
  { announced: 'extracting archives', phase: 'Unpacking the base', start: 0.03 },
  { announced: 'installing essential packages', phase: 'Setting up the base', start: 0.05 },
  { announced: 'installing remaining packages', phase: 'Installing packages', start: 0.28 },
  { announced: 'cleaning package lists', phase: 'Clearing up', start: 0.94 },
  { announced: 'creating tarball', phase: 'Packing', start: 0.95 },
];
const END = 0.98;

/**
 * Turns the lines that mmdebstrap (`--verbose`) and the dpkg below it print into progress: steps have fixed shares, and within a
 * step each package that dpkg is done with closes a part of what is left. Returns null for a line that says nothing.
 */
export class RootProgressReader {
  #step = -1;
  #within = 0;
  #total = Infinity;
  #last = 0;

  read(line: string): RootProgress | null {
    const step = line.startsWith('I: ') ? STEPS.findIndex(({ announced }) => line.includes(announced)) : -1;
    if (step > this.#step) {
      this.#step = step;
      this.#within = 0;
      this.#total = Infinity;
      return this.#now('');
    }
    const counted = /^\d+ upgraded, (\d+) newly installed/.exec(line)?.[1];
    if (counted !== undefined) this.#total = 2 * Math.max(1, Number(counted));
    const name = /^(?:Setting up|Unpacking) ([a-z0-9][a-z0-9+.-]*)/.exec(line)?.[1];
    if (name === undefined || this.#step < 0) return null;
    this.#within += 1;
    return this.#now(` (${name})`);
  }

  #now(subject: string): RootProgress {
    const step = STEPS[this.#step];
    if (step === undefined) return { phase: 'Starting', fraction: 0 };
    const end = STEPS[this.#step + 1]?.start ?? END;
    const share = Number.isFinite(this.#total) ? Math.min(1, this.#within / this.#total) : 1 - 1 / (1 + this.#within / 40);
    // The count of packages comes after the first of them at times: what has been shown stays.
    this.#last = Math.max(this.#last, step.start + (end - step.start) * share);
    return { phase: `${step.phase}${subject}`, fraction: this.#last };
  }
}
