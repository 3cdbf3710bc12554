import { stageSentence, stageStep, type Stage, type StageStep } from '#shared/port/stages.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseSourceName, type SourceName } from '#shared/vocabulary/ids.ts';

import type { PortService } from '../port/port-service.ts';

/** What a package must be for its turn in a stage to be waited for. */
const OUT: ReadonlySet<string> = new Set(['not-for-arch', 'left-out', 'broken-source', 'unresolvable']);

/**
 * Keeps the order of the stages of a rolling pass: while one is under way nothing is built but what comes next in it, with
 * whatever the repository and the base have. In a frozen pass no build sees another's result, so that order is of no use.
 */
export class StageWatch {
  readonly #port: PortService;
  readonly #stages: (pass: number) => readonly Stage[];

  constructor(port: PortService, stages: (pass: number) => readonly Stage[]) {
    this.#port = port;
    this.#stages = stages;
  }

  /** The build that comes next; null where no stage is under way. */
  step(): StageStep | null {
    const { ledger, tracker } = this.#port;
    const stages = this.#stages(ledger.pass);
    if (stages.length === 0 || tracker === null || tracker.mode.kind === 'frozen') return null;
    return stageStep(stages, ledger.opening?.sequence ?? 0, (source) => ledger.landings.of(source as SourceName).map(({ sequence }) => sequence), (source) => this.#counts(source));
  }

  /** Why what is ready waits all the same; null where it does not. */
  sentence(source: SourceName): string | null {
    const step = this.step();
    return step === null || step.source === source ? null : stageSentence(step);
  }

  /** The source whose turn it is, where somebody has to ask for it: it was built in this stage before, and has not failed since. */
  unasked(step: StageStep): SourceName | null {
    const source = parseSourceName(step.source);
    if (!source.ok) return null;
    const { ledger } = this.#port;
    const latest = this.#port.latestOf(source.value);
    // An attempt since then has failed (a person decides), is under way, or is on its way into the repository.
    const tried = latest !== undefined && (latest.sequence > step.since || !isEnded(latest.state));
    return ledger.record(source.value).requested || tried ? null : source.value;
  }

  #counts(name: string): boolean {
    const source = parseSourceName(name);
    const row = source.ok ? this.#port.rowOf(source.value) : undefined;
    return row !== undefined && !OUT.has(this.#port.stateOf(row));
  }
}
