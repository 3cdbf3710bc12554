import type { FailureClass } from './classes.ts';
import type { LogKind } from './finding.ts';
import type { LogSection } from './sections.ts';

/** A check that a regular expression cannot make; see `detectors.ts`. */
export type DetectorName = 'byte-reversed-pair' | 'unsigned-minus-one';

/**
 * One thing that a log of a failed build may say. A rule is a hint on a failed build only: good builds print such lines too.
 * Rules are data; their order is their tier, and within a tier the earliest line of the log leads.
 */
export interface Rule {
  readonly id: string;
  readonly class: FailureClass;
  /** Lower tiers win. See {@link TIER}. */
  readonly tier: number;
  /**
   * Matched against one line without ANSI codes, at most 2,000 characters of it. Every repetition is bounded or cannot
   * overlap with what follows it. A group named `key` is what failures of one kind have in common; it becomes the signature.
   */
  readonly pattern: RegExp;
  /** What all failures of this rule have in common, where neither the line nor a group of the pattern says it. */
  readonly cluster?: string;
  /** Asked besides the pattern; sees the lines before as well. */
  readonly detector?: DetectorName;
  /** Lower-case words; a line without any of them is never matched. Empty for detectors. */
  readonly near: readonly string[];
  readonly logs: readonly LogKind[];
  /** The sections whose lines count; `any` for all. */
  readonly sections: 'any' | readonly LogSection[];
  /** Counts only within so many lines from the end of the log; test suites print such lines too. */
  readonly tail?: number;
  /** Where the rule comes from. */
  readonly source: string;
  /** A line that it matches. */
  readonly example: string;
}

/** What is asked first. A cause outside of the package hides every cause inside it; a sharp pattern goes before a broad one. */
export const TIER = {
  timeout: 5,
  machine: 10,
  excluded: 15,
  capability: 20,
  requirement: 21,
  solver: 22,
  spec: 25,
  source: 30,
  flags: 40,
  assembler: 41,
  unsupported: 42,
  autotools: 43,
  relocation: 44,
  instruction: 45,
  pair: 46,
  signedness: 47,
  words: 48,
  general: 50,
  inTests: 60,
  packaging: 61,
  guess: 70,
} as const;

/** The sections that a compiler runs in. */
export const COMPILING: readonly LogSection[] = ['prep', 'generate_buildrequires', 'conf', 'build', 'install', 'check', 'other'];
/** The sections in which requirements are installed and rpm reads the spec. */
export const RESOLVING: readonly LogSection[] = ['setup', 'generate_buildrequires', 'errors'];
export const BOTH: readonly LogKind[] = ['build', 'root'];
export const BUILD: readonly LogKind[] = ['build'];

/** So many lines from the end a full disk or a killed compiler is believed: parallel jobs still write after it. */
export const TAIL = 200;

export const FIELD = 'the porters\' list of what build logs say';
