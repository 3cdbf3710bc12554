import type { Handlers } from '#shared/contract/host.ts';
import type { ProjectDescription, SourceRow } from '#shared/contract/schemas/project.ts';
import { profileWords } from '#shared/port/profile.ts';
import { problem, type Problem } from '#shared/vocabulary/problem.ts';

import type { PlanStatus, PortLoader } from '../planning/port-loader.ts';
import type { PortService } from '../port/port-service.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import type { SourceEntry } from '../project/project-schema.ts';
import { Live } from '../live/live.ts';
import type { Troubles } from '../live/troubles.ts';

/** An entry of `sources` with what was found there; `repository` counts the yum repositories before it. */
function sourceRow(source: SourceEntry, { sources, planned }: PlanStatus, repository: number, index: number): SourceRow {
  const location = source.kind === 'repository' ? source.location : (source.folder ?? ('git' in source ? `${source.git ?? ''} ${source.branch ?? ''}` : ''));
  if (source.kind === 'repository') {
    const packages = planned?.sourceRepositories[repository];
    return { kind: source.kind, location, found: packages === undefined ? null : { trees: 0, specs: 0, evaluated: 0, packages, uncloned: 0 }, problems: [] };
  }
  const found = sources?.entries[index] ?? null;
  if (found === null) return { kind: source.kind, location, found: null, problems: [] };
  const { problems, ...counts } = found;
  return { kind: source.kind, location, found: counts, problems: [...problems] };
}

/** Says what the project is, and what a newcomer should do next. */
export function describeProject(project: ProjectFolder, status: PlanStatus, pass: number, hasBuilders: boolean, troubles: readonly Problem[]): ProjectDescription {
  const { text, config, problems } = project.view;
  const waiting = status.sources?.unevaluated.length ?? 0;
  const uncloned = status.sources?.uncloned.length ?? 0;
  return {
    name: config.name,
    target: config.target.arch,
    directory: project.paths.folder,
    file: text,
    problems: [
      ...problems.map(({ line, problem: what }) => ({ line, problem: what })),
      ...troubles.map((what) => ({ line: 1, problem: what })),
      ...(uncloned > 0 ? [{ line: 1, problem: problem('not-found', `${uncloned === 1 ? '1 repository is' : `${uncloned} repositories are`} not cloned yet; that is done when the sources are read.`) }] : []),
      ...(waiting > 0 ? [{ line: 1, problem: problem('unreachable', `${waiting} spec files wait for a builder to evaluate them on; spec files run code, so that is never done here.`) }] : []),
    ],
    sources: config.sources.map((source, index) => sourceRow(source, status, config.sources.slice(0, index).filter(({ kind }) => kind === 'repository').length, index)),
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
export function projectHandlers({ project, loader, port, troubles, builders, ingest }: ProjectRoom): Pick<Handlers, 'project.describe' | 'project.changes' | 'ingest.start' | 'plan.differences' | 'plan.streams'> {
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
    'plan.streams': () => (loader.status.value.planned?.streams ?? []).map(({ enabled, order, notForArch, ...rest }) => ({ ...rest, enabled: [...enabled], order: order.map((each) => [...each]), notForArch: [...notForArch] })),
    'plan.differences': () => {
      const { planned } = loader.status.value;
      return (planned?.differences ?? []).flatMap((each, row) => each.map(({ added, removed, ...rest }) => ({ source: planned?.plan.sources[row]?.name ?? '', ...rest, added: [...added], removed: [...removed] })));
    },
    'ingest.start': () => ({ task: ingest() }),
  };
}
