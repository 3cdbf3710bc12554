import type { SimulatedFleetWish } from '#electron/core/project/project-schema.ts';
import { startFleetOf, type SimulatedFleet } from '../simulator/simulated-practice.ts';
import type { SpecAnswers } from '../simulator/verbs/spec-answers.ts';
import type { RehearsalRecord } from './rehearsal-record.ts';

export interface RehearsedFleetOptions {
  readonly rehearsal: RehearsalRecord;
  /** What portolan.yaml says by now; builders and slots that are more than the rehearsal had are added. */
  readonly wish: SimulatedFleetWish | null;
  /** Where the rehearsal wrote its repository's disk. */
  readonly stateFolder: string;
  readonly specAnswers?: SpecAnswers | undefined;
  readonly rootProvides?: readonly string[] | undefined;
  readonly speed?: number | undefined;
}

/** Simulated milliseconds; at the usual speed half of the builds take less than five seconds, and nearly all between two and fifteen. */
const MEDIAN = 100_000;
const DEVIATION = 0.45;

/** The builders of a rehearsal, live: what failed there fails again in the same way unless it is cured, and everything else builds. */
export function startRehearsedFleet({ rehearsal, wish, ...rest }: RehearsedFleetOptions): Promise<SimulatedFleet> {
  const count = wish?.builders ?? rehearsal.fleet.length;
  const guests = Array.from({ length: count }, (_, index) => {
    const known = rehearsal.fleet[index];
    return { name: known?.name ?? `zvm-${String(index + 1).padStart(2, '0')}`, slots: wish?.slots ?? known?.slots ?? 2, pool: known?.pool ?? 'zvm-west', machine: '8561 z/VM 7.3.0' };
  });
  return startFleetOf(guests, { seed: rehearsal.seed, outcomes: rehearsal.outcomes, failureRate: 0, medianBuildMs: MEDIAN, deviation: DEVIATION, ...rest });
}
