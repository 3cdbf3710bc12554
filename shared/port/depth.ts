import type { AttemptId } from '../vocabulary/ids.ts';

/** A binary package as a build made it, or as a buildroot records it: NEVRA and header digest together are its identity. */
export interface BuiltBinary {
  /** `name-[epoch:]version-release.arch` */
  readonly nevra: string;
  /** SHA256HEADER, or SIGMD5 where there is none. */
  readonly digest: string;
}

/** The package of a recorded buildroot that is the least deep. */
export interface Shallowest {
  readonly nevra: string;
  /** The attempt of this port that built or imported it; null: it is foreign. */
  readonly attempt: AttemptId | null;
}

/** One step of the path to the shallowest ancestor; the last one has depth 0. */
export interface DepthStep {
  readonly depth: number;
  /** What the step before drew on; null for the first, which is the build itself, and where nothing was recorded. */
  readonly nevra: string | null;
  /** Null for what is foreign, or not recorded. */
  readonly attempt: AttemptId | null;
}

/** From this depth on nothing but own packages was in the buildroots that led to it (product.md, "depth"). */
export const PRISTINE_DEPTH = 3;

/** What is not known to have been built from anything deeper: whatever built it was foreign. */
const LEAST = 1;

/**
 * How deep each build is: 1 + the smallest depth in its recorded buildroot, where foreign and imported packages are 0.
 * Builds are added in the order in which they ended, so that what a buildroot holds is known before it.
 */
export class Depths {
  readonly #of = new Map<AttemptId, { readonly depth: number; readonly shallowest: Shallowest }>();
  readonly #imported = new Set<AttemptId>();

  /** What a build was made from is on record; a second record of the same build changes nothing. */
  add(attempt: AttemptId, shallowest: Shallowest): void {
    if (this.#of.has(attempt)) return;
    this.#of.set(attempt, { shallowest, depth: 1 + (shallowest.attempt === null ? 0 : this.of(shallowest.attempt)) });
  }

  /** Nobody built it: it was taken ready-made. */
  addImport(attempt: AttemptId): void {
    this.#imported.add(attempt);
  }

  /** 1 also where its buildroot was not recorded. */
  of(attempt: AttemptId): number {
    if (this.#imported.has(attempt)) return 0;
    return this.#of.get(attempt)?.depth ?? LEAST;
  }

  isKnown(attempt: AttemptId): boolean {
    if (this.#imported.has(attempt)) return true;
    return this.#of.has(attempt);
  }

  /** From the build itself to its shallowest ancestor; the depth goes down by one at each step, and ends at 0. */
  pathOf(attempt: AttemptId): DepthStep[] {
    const path: DepthStep[] = [{ depth: this.of(attempt), nevra: null, attempt }];
    if (this.#imported.has(attempt)) return path;
    for (let step = this.#of.get(attempt)?.shallowest; ; step = step.attempt === null ? undefined : this.#of.get(step.attempt)?.shallowest) {
      if (step === undefined) return [...path, { depth: 0, nevra: null, attempt: null }];
      const depth = step.attempt === null ? 0 : this.of(step.attempt);
      path.push({ depth, nevra: step.nevra, attempt: step.attempt });
      if (depth === 0) return path;
    }
  }
}

/**
 * The least deep package of a recorded buildroot; of several the first by NEVRA. Null for an empty record. A package that
 * two builds made alike counts as the deeper one: that it can be made so is proven. Keys that rpm lists as packages
 * (`gpg-pubkey`, lib/rpmts.cc) hold no code and do not count.
 *
 * @param makersOf the attempts of this port that built exactly that package
 */
export function shallowestOf(buildroot: Iterable<BuiltBinary>, makersOf: (binary: BuiltBinary) => readonly AttemptId[], depths: Depths): Shallowest | null {
  let least: (Shallowest & { readonly depth: number }) | null = null;
  for (const binary of buildroot) {
    if (binary.nevra.startsWith('gpg-pubkey-')) continue;
    let attempt: AttemptId | null = null;
    let depth = 0;
    for (const maker of makersOf(binary)) {
      if (attempt !== null && depths.of(maker) <= depth) continue;
      attempt = maker;
      depth = depths.of(maker);
    }
    if (least === null || depth < least.depth || (depth === least.depth && binary.nevra < least.nevra)) least = { nevra: binary.nevra, attempt, depth };
  }
  return least === null ? null : { nevra: least.nevra, attempt: least.attempt };
}
