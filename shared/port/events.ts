import type { PassMode } from '../plan/types.ts';
import type { BuildPhase } from '../vocabulary/attempt-state.ts';
import type { Fault } from '../vocabulary/fault.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { Shallowest } from './depth.ts';
import type { FixChange } from './fix.ts';
import type { HeldFor } from './holds.ts';

/** The line of a log that says why an attempt failed; `line` counts from 1. */
export interface CausalLine {
  readonly line: number;
  readonly text: string;
  /** The line with up to three before and three after it. */
  readonly context: readonly string[];
  /** The number of the first line of `context`. Left out by older versions: `max(1, line - 3)`. */
  readonly contextFrom?: number;
}

/** What is known of a failure. `failureClass` is triage's; `unknown` is an answer. */
export interface Failure {
  readonly failureClass: string;
  readonly fault: Fault;
  /** One sentence for a person. */
  readonly explanation: string;
  readonly causal: CausalLine | null;
  readonly signature: string;
}

/** How an attempt ended. Nothing is known of a lost one but why it is thought lost. */
export type AttemptEnd =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'lost'; readonly why: string };

/** A step of an attempt between its creation and its end. */
export type AttemptStep =
  | { readonly state: 'leased' | 'preparing' | 'collecting' }
  | { readonly state: 'building'; readonly phase: BuildPhase | null };

/** What a scratch build is to find out. */
export interface ScratchPurpose {
  /** Tells one wish from another; the attempt that is made for it repeats it. */
  readonly wish: string;
  /** For a person: `without --nocheck`, `whether it can be prepared with patch 0001.patch`. */
  readonly words: string;
  /** The port fixes that it is built with, in place of the project's. */
  readonly fixes: readonly FixChange[];
  /** The one fix of the project that is tried to do without; null where that is not the question. */
  readonly without: FixChange | null;
  /** It stops once the sources are laid out and patched; null: it is built whole. */
  readonly until: 'prep' | null;
}

/**
 * Everything that can happen to a port. Appended, never changed: the audit trail, the history behind the burn-up, and
 * the way back after a crash. What a package's state is follows from these and the plan alone.
 */
export type PortEvent =
  /** The whole port is built again. What is left out of this event was left out by older versions: portolan.yaml says it. */
  | {
      readonly kind: 'pass-opened';
      readonly pass: number;
      readonly mode?: PassMode;
      /** The repository generation that it begins with; in a frozen pass every buildroot sees this one. */
      readonly generation?: number;
      /** A package that fails takes the build that the pass before it left. */
      readonly inherit?: boolean;
    }
  /** The pass that was opened last is taken back: nothing was asked for, built or published in it, so that the one before goes on where it was. */
  | { readonly kind: 'pass-withdrawn'; readonly pass: number }
  /** A person (or the pass) wants these built; each waits until it is ready and a builder has a slot. */
  | {
      readonly kind: 'build-requested';
      readonly sources: readonly SourceName[];
      /** Not on the builders that failed it last, where there is another. Left out: on any. */
      readonly elsewhere?: boolean;
    }
  | { readonly kind: 'build-unrequested'; readonly sources: readonly SourceName[] }
  /** A person wants to try something; it waits for a slot like everything else, and changes nothing of the port. */
  | { readonly kind: 'scratch-requested'; readonly source: SourceName; readonly purpose: ScratchPurpose }
  | { readonly kind: 'scratch-withdrawn'; readonly wishes: readonly string[] }
  | {
      readonly kind: 'attempt-created';
      readonly attempt: AttemptId;
      readonly source: SourceName;
      readonly pass: number;
      readonly builder: BuilderName;
      readonly scratch: boolean;
      /** Name, version and release (`name-version-release`) that must come out. */
      readonly expected: string;
      /** The repository generation that its buildroot is made from; 0 is the empty one. */
      readonly generation: number;
      /** It is built with a port fix that must go again. */
      readonly debt: boolean;
      /** Its builder is a simulation, so its RPMs are none. Left out: it is not. */
      readonly simulated?: boolean;
      /** Nobody built it: it was taken ready-made from the reference. Left out: it was not. */
      readonly imported?: boolean;
      /** The port fixes that it is built with. Left out (by older versions): those of the project when its job is made. */
      readonly fixes?: readonly FixChange[];
      /** Of a scratch build alone. */
      readonly purpose?: ScratchPurpose;
    }
  | { readonly kind: 'attempt-moved'; readonly attempt: AttemptId; readonly step: AttemptStep }
  | { readonly kind: 'attempt-ended'; readonly attempt: AttemptId; readonly end: AttemptEnd }
  /** What the attempt was built in is on record, and this was its least deep package. */
  | { readonly kind: 'buildroot-recorded'; readonly attempt: AttemptId; readonly shallowest: Shallowest }
  | { readonly kind: 'generation-published'; readonly generation: number; readonly attempts: readonly AttemptId[] }
  /** A build is not published, since that would break what resolves now. */
  | { readonly kind: 'landing-held'; readonly attempt: AttemptId; readonly breaks: readonly HeldFor[]; readonly total: number }
  /** It may be published all the same, with the packages of the earlier build `keep` beside its own; or nothing would break any more. */
  | { readonly kind: 'landing-released'; readonly attempt: AttemptId; readonly keep: AttemptId | null }
  /**
   * A repository host was taken up: `generation` is its newest (numbers begin anew on a new host), and the RPMs of the
   * attempts in `gone` are neither there nor on this machine any more. Everything else that was published is there.
   */
  | { readonly kind: 'repository-taken'; readonly generation: number; readonly gone: readonly AttemptId[] }
  | { readonly kind: 'left-out'; readonly source: SourceName; readonly reason: string }
  | { readonly kind: 'brought-back'; readonly source: SourceName }
  /** A person judged the failure of that signature (`verdict.ts`). */
  | { readonly kind: 'verdict-given'; readonly source: SourceName; readonly failureClass: string; readonly note: string; readonly signature: string }
  | { readonly kind: 'verdict-withdrawn'; readonly source: SourceName }
  /** Who looks after a package; null: nobody. */
  | { readonly kind: 'owner-set'; readonly source: SourceName; readonly owner: string | null }
  /** A builder is given nothing new until it is released; it finishes what it builds. */
  | { readonly kind: 'builder-quarantined'; readonly builder: BuilderName; readonly reason: string }
  | { readonly kind: 'builder-released'; readonly builder: BuilderName }
  | { readonly kind: 'fix-applied'; readonly source: SourceName; readonly fix: string }
  | { readonly kind: 'fix-removed'; readonly source: SourceName; readonly fix: string };

/** An event with its place in the port's history; `at` is milliseconds since 1970. */
export interface RecordedEvent {
  readonly sequence: number;
  readonly at: number;
  readonly event: PortEvent;
}
