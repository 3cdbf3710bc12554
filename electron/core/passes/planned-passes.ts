import type { PassMode } from '#shared/plan/types.ts';
import type { PlannedPass } from '#shared/port/next-pass.ts';

import type { ProjectConfig } from '../project/project-schema.ts';

/** The passes that `portolan.yaml` names, the first first. Its rules for single edges hold in each, and are no part of what is opened. */
export function plannedPasses({ passes }: Pick<ProjectConfig, 'passes'>): readonly PlannedPass[] {
  return passes.map(({ mode, provider, stages: _stages, ...rest }): PlannedPass => ({ ...rest, mode: mode === 'frozen' ? { kind: 'frozen' } : { kind: 'rolling', provider } }));
}

/** Their modes, with the rules for single edges. */
export function passModes({ passes, edges }: ProjectConfig): readonly PassMode[] {
  const rules = edges.map(({ source, provider, serve }) => ({ source, provider, serve }));
  return plannedPasses({ passes }).map(({ mode }) => (mode.kind === 'frozen' ? mode : { ...mode, edges: rules }));
}
