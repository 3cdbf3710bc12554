import type { Fault } from '../vocabulary/fault.ts';
import type { FailureClass } from './classes.ts';
import type { LogSection, SectionSpan } from './sections.ts';

/** Which file of an attempt a log is: `build` is the build's own output, `root` the package manager's that filled the buildroot. */
export const LOG_KINDS = ['build', 'root'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** What is known about the end of the build besides its log. */
export interface ExitFact {
  readonly driver: 'rpmbuild' | 'mock';
  /** The exit code of the driver's program; null when a signal ended it. */
  readonly code: number | null;
  /** We ended it ourselves because its time was up. */
  readonly timedOut: boolean;
}

/** The line that says why. */
export interface CausalLine {
  /** Counts from 1. */
  readonly line: number;
  /** The line without ANSI codes, at most {@link MAX_TEXT} characters. */
  readonly text: string;
  /** Up to three lines before, the line itself, up to three after, one after the other. */
  readonly context: string[];
  /** The number of the first line of `context`. */
  readonly contextFrom: number;
}

/** The longest text that a {@link CausalLine} keeps of one line, in UTF-16 units. */
export const MAX_TEXT = 500;

/** One reading of the log. */
export interface Candidate {
  /** The id of the rule that matched (`rules.ts`); `guess` for the best line of an unknown failure. */
  readonly rule: string;
  readonly class: FailureClass;
  readonly causal: CausalLine;
  readonly section: LogSection;
}

/** What triage makes of the log of a failed build. */
export interface Triage {
  readonly class: FailureClass;
  readonly fault: Fault;
  /** Null only when the log holds no text at all. */
  readonly causal: CausalLine | null;
  /** The section that failed, or the last one that the log shows. */
  readonly section: LogSection;
  /** Every reading that fits, the best first, at most {@link MAX_CANDIDATES}; empty when nothing looks like an error. */
  readonly candidates: readonly Candidate[];
  /** Equal for failures of one kind (`signature.ts`); always begins with the class. */
  readonly signature: string;
  /** Where each section begins and ends, in order. */
  readonly sections: readonly SectionSpan[];
  /** How many lines the log has. */
  readonly lines: number;
}

export const MAX_CANDIDATES = 8;
