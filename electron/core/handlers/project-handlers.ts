import type { Handlers } from '#shared/contract/host.ts';
import type { ProjectDescription } from '#shared/contract/schemas/project.ts';
import { profileWords } from '#shared/port/profile.ts';
import { problem, type Problem } from '#shared/vocabulary/problem.ts';

import type { PlanStatus, PortLoader } from '../planning/port-loader.ts';
import type { PortService } from '../port/port-service.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import { Live } from '../live/live.ts';
import type { Troubles } from '../live/troubles.ts';

/** Says what the project is, and what a newcomer should do next. */
export function describeProject(project: ProjectFolder, status: PlanStatus, pass: number, hasBuilders: boolean, troubles: readonly Problem[]): ProjectDescription {
  const { text, config, problems } = project.view;
  const waiting = status.unevaluated.length;
  return {
    name: config.name,
    target: config.target.arch,
    directory: project.paths.folder,
    file: text,
    problems: [
      ...problems.map(({ line, problem: what }) => ({ line, problem: what })),
      ...troubles.map((what) => ({ line: 1, problem: what })),
      ...(waiting > 0 ? [{ line: 1, problem: problem('unreachable', `${waiting} spec files wait for a builder to evaluate them on; spec files run code, so that is never done here.`) }] : []),
    ],
    sources: config.sources.map((source) => ({ kind: source.kind, location: source.kind === 'specs' ? source.folder : source.location })),
    foreignBases: config.foreignBases.map(({ kind, name }) => ({ kind, name })),
    passes: config.passes.map((pass) => ({ mode: pass.mode, provider: pass.provider, profile: profileWords(pass), stages: pass.stages.map(({ name, builds }) => `${name}: ${builds.join(' → ')}`) })),
    currentPass: pass,
    nextStep: status.empty ? 'add-sources' : status.waitsForIngest ? 'ingest' : hasBuilders ? null : 'add-builders',
  };
}

export interface ProjectRoom {
  readonly project: ProjectFolder;
  readonly loader: PortLoader;
  readonly port: PortService;
  readonly troubles: Troubles;
  /** Tells how many there are, and wakes when that changes. */
  readonly builders: Live<readonly unknown[]>;
  /** Reads everything anew, on a person's word; the id is that of the task that shows how it goes. */
  readonly ingest: () => string;
}

/** The project room of the contract. */
export function projectHandlers({ project, loader, port, troubles, builders, ingest }: ProjectRoom): Pick<Handlers, 'project.describe' | 'project.changes' | 'ingest.start'> {
  const describe = (): ProjectDescription => describeProject(project, loader.status.value, port.ledger.pass, builders.value.length > 0, troubles.all);
  const description = new Live(describe());
  const renew = (): void => {
    const next = describe();
    if (JSON.stringify(next) !== JSON.stringify(description.value)) description.set(next);
  };
  project.onChange(renew);
  port.onChange(renew);
  troubles.onChange(renew);
  return {
    'project.describe': describe,
    'project.changes': (_input, { signal }) => description.follow(signal),
    'ingest.start': () => ({ task: ingest() }),
  };
}
