import type { Plan } from '../types.ts';
import { isKnownWay, type Cut } from './cut.ts';
import type { Cycle } from './cycle.ts';
import { leverOf } from './lever-of.ts';
import type { CutQuestion, LeverRole } from './search-cuts.ts';

/** What `searchCuts` is asked about a cycle; lever `i` is what `cuts[i]` comes to. */
export function questionOf(plan: Plan, cycle: Cycle, cuts: readonly Cut[]): CutQuestion {
  return { graph: cycle.graph, levers: cuts.map((cut) => leverOf(plan, cycle, cut)), roles: cuts.map(roleOf) };
}

function roleOf(cut: Cut): LeverRole {
  if (cut.kind === 'stage-0') return 'stage-0';
  if (!isKnownWay(cut.kind)) return 'thin';
  const isTogether = cut.kind === 'base' ? cut.source === null && cut.provider === null : 'sources' in cut && cut.sources.length > 1;
  return isTogether ? 'together' : 'known';
}
