import type { CycleCut } from '#shared/contract/schemas/cycles.ts';
import type { Plan } from '#shared/plan/types.ts';
import { CUT_WORDS, type Cut } from '#shared/plan/cycles/cut.ts';
import type { Cycle } from '#shared/plan/cycles/cycle.ts';
import { leverOf } from '#shared/plan/cycles/lever-of.ts';
import type { CutEffect } from '#shared/plan/cycles/lever.ts';
import { sameChange, type PortFix } from '#shared/port/fix.ts';

import type { ProjectConfig } from '../project/project-schema.ts';

/** What rows of cuts are made from. */
export interface CutRowContext {
  readonly plan: Plan;
  readonly config: Pick<ProjectConfig, 'portFixes'>;
  /** The spec file of a source as a person would name it. */
  readonly fileOf: (source: number) => string;
  readonly cycle: Cycle;
  /** Whether an edge blocks nobody in the pass as it is, because a base serves: a foreign one, or what the pass began with. */
  readonly isLifted: (source: number, provider: number) => boolean;
  readonly isInRepo: (source: number) => boolean;
}

/** A cut as windows and the command line show it. */
export function cutRow(cut: Cut, effect: CutEffect | null, context: CutRowContext): CycleCut {
  const { plan } = context;
  const nameOf = (source: number): string => plan.sources[source]?.name ?? '';
  const dependencies = 'requirements' in cut ? cut.requirements.map((index) => plan.sources[cut.source]?.requirements[index]?.dependency ?? '') : [];
  const common = { kind: cut.kind, cost: CUT_WORDS[cut.kind].cost, effect, where: [], provides: dependencies, fix: null, edge: null, applied: false };
  switch (cut.kind) {
    case 'import':
    case 'older-build':
    case 'stage-0': {
      const sources = cut.sources.map(nameOf);
      // A build that was there when the pass began serves by itself, as a base does (`shared/plan/own-base.ts`).
      const serves = (source: number): boolean => context.isInRepo(source) || (cut.kind === 'older-build' && context.cycle.members.every((member) => member === source || context.isLifted(member, source)));
      const what = sources.length === 1 ? (sources[0] ?? '') : `all ${sources.length.toLocaleString('en')} ${cut.kind === 'import' ? 'that are noarch only' : 'that there are'}`;
      return { ...common, sources, words: cut.kind === 'import' ? `import ${what}` : cut.kind === 'older-build' ? `older build of ${what}` : `stage-0 binary of ${what}`, applied: cut.sources.every(serves) };
    }
    case 'base': {
      const edge = cut.provider === null ? null : { source: cut.source === null ? null : nameOf(cut.source), provider: nameOf(cut.provider) };
      const sources = [cut.source ?? cut.provider].flatMap((source) => (source === null ? [] : [nameOf(source)]));
      const words = edge === null ? 'the base wherever it can serve' : edge.source === null ? `${edge.provider} from the base, for all` : `${edge.source} takes ${edge.provider} from the base`;
      const { edges } = leverOf(plan, context.cycle, cut);
      const applied = edges.every((place, index) => index % 2 === 1 || context.isLifted(context.cycle.members[place] ?? -1, context.cycle.members[edges[index + 1] ?? -1] ?? -1));
      return { ...common, sources, provides: edge === null ? [] : [edge.provider], words, edge, applied };
    }
    case 'bcond':
    case 'check':
    case 'doc':
    case 'requirement': {
      const name = nameOf(cut.source);
      const file = context.fileOf(cut.source);
      const where = 'evidence' in cut ? cut.evidence.map((each) => ({ ...each, file })) : [];
      if (cut.kind !== 'bcond') return { ...common, sources: [name], where, words: `${name} without ${dependencies.join(', ')}` };
      const change = { kind: 'bcond', name: cut.name, enabled: cut.enabled } as const;
      const fix: PortFix = { change, reason: `Cuts a cycle of ${context.cycle.members.length.toLocaleString('en')}: without it ${name} does not need ${dependencies.slice(0, 3).join(', ')}`, debt: true };
      const applied = (context.config.portFixes[name] ?? []).some((each) => sameChange(each.change, change));
      return { ...common, sources: [name], where, words: `${name} ${cut.enabled ? '--with' : '--without'} ${cut.name}`, fix, applied };
    }
  }
}
