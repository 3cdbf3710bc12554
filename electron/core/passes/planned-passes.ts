import type { PassMode } from '#shared/plan/types.ts';
import type { PlannedPass } from '#shared/port/next-pass.ts';

import type { ProjectConfig } from '../project/project-schema.ts';

/** The passes that `portolan.yaml` names, the first first. */
export function plannedPasses({ passes }: ProjectConfig): readonly PlannedPass[] {
  return passes.map(({ mode, provider, stages: _stages, ...rest }): PlannedPass => ({ ...rest, mode: mode === 'frozen' ? { kind: 'frozen' } : { kind: 'rolling', provider } }));
}

export function passModes(config: ProjectConfig): readonly PassMode[] {
  return plannedPasses(config).map(({ mode }) => mode);
}
