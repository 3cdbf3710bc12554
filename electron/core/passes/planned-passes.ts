import type { EdgeRule, PassMode } from '#shared/plan/types.ts';
import type { PlannedPass } from '#shared/port/next-pass.ts';

import type { ProjectConfig } from '../project/project-schema.ts';

/** The passes that `portolan.yaml` names, the first first. Its rules for single edges hold in each, and are no part of what is opened. */
export function plannedPasses({ passes }: Pick<ProjectConfig, 'passes'>): readonly PlannedPass[] {
  return passes.map(({ mode, provider, stages: _stages, ...rest }): PlannedPass => ({ ...rest, mode: mode === 'frozen' ? { kind: 'frozen' } : { kind: 'rolling', provider } }));
}

/** Their modes, with the rules for single edges and those that follow from port fixes. */
export function passModes({ passes, edges }: ProjectConfig, fromFixes: readonly EdgeRule[]): readonly PassMode[] {
  const rules: readonly EdgeRule[] = [...edges.map(({ source, provider, serve }) => ({ source, provider, serve })), ...fromFixes];
  return plannedPasses({ passes }).map(({ mode }) => (mode.kind === 'frozen' ? mode : { ...mode, edges: rules }));
}
