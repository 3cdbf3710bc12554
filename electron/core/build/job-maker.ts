import type { Attempt } from '#shared/port/attempt.ts';
import { withProfile } from '#shared/port/profile.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { BuildJob } from '../jobs/types.ts';
import type { PlanningService } from '../planning/planning-service.ts';
import type { SpecOrigin } from '../planning/planned-port.ts';
import type { PortService } from '../port/port-service.ts';
import type { PatchStore } from '../project/patch-store.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import type { RepositoryHost } from '../repository/repository-host.ts';
import { SourceDesk } from '../sources/source-desk.ts';
import { buildJobOf } from './job-inputs.ts';

export interface JobMakerParts {
  readonly port: PortService;
  readonly project: ProjectFolder;
  readonly planning: PlanningService;
  readonly sourceCache: string;
  readonly patchStore: PatchStore;
  originOf(source: string): SpecOrigin | null;
  /** A spec from metadata alone, which is good enough for a simulated builder. */
  simulatedOriginOf(source: string): SpecOrigin | null;
  /** The repository that buildroots are made from; null until it is prepared. */
  repository(): RepositoryHost | null;
  isSimulated(builder: string): boolean;
  /** The name of the builder that keeps it. */
  repositoryHost(): string | null;
}

/** How an attempt of this project becomes a job: the one place that puts plan, port fixes and repository together. */
export function jobMaker(parts: JobMakerParts): (attempt: Attempt, signal: AbortSignal) => Promise<BuildJob> {
  const sourceDesk = new SourceDesk();
  return (attempt, signal) => {
    const { port, project, planning, sourceCache } = parts;
    const { config } = project.view;
    const simulated = parts.isSimulated(attempt.builder);
    const origin = parts.originOf(attempt.source) ?? (simulated ? parts.simulatedOriginOf(attempt.source) : null);
    const repository = parts.repository();
    if (port.rowOf(attempt.source) === undefined) throw new ProblemError('not-found', `${attempt.source} is no longer in the plan.`);
    if (origin === null) throw new ProblemError('unsupported', `${attempt.source} comes from an SRPM; only sources that are kept as spec files, or in dist-git trees, can be built on real builders so far.`);
    if (repository === null) throw new ProblemError('unreachable', 'The repository host has not answered yet.');
    const local = attempt.builder === parts.repositoryHost();
    return buildJobOf({
      attempt,
      origin,
      config,
      projectFolder: project.paths.folder,
      macros: planning.targetMacros(),
      fixes: withProfile(config.passes[attempt.pass - 1], attempt.fixes ?? (config.portFixes[attempt.source] ?? []).map(({ change }) => change)),
      patchStore: parts.patchStore,
      repositories: [{ id: 'portolan', url: repository.urlOf(attempt.generation, local) }],
      sourceCache,
      sourceDesk,
      simulated,
      signal,
    });
  };
}
