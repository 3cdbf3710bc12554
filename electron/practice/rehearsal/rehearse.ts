import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulatedSpec } from '#electron/core/build/simulated-spec.ts';
import { LogStore } from '#electron/core/build/log-store.ts';
import { attemptIdOf } from '#electron/core/build/attempt-id.ts';
import { ResultStore } from '#electron/core/build/result-store.ts';
import { locate } from '#electron/core/planning/locate.ts';
import type { PlannedPort } from '#electron/core/planning/planned-port.ts';
import { PlanningService } from '#electron/core/planning/planning-service.ts';
import { applyFix, bringBack, dayAt, leaveOut, removeFix } from '#electron/core/project/project-edits.ts';
import { ownProject } from '#electron/core/project/ownership.ts';
import { ProjectFolder, projectPaths } from '#electron/core/project/project-folder.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import type { TaskContext } from '#electron/core/tasks/task-board.ts';
import { BlockerTracker } from '#shared/plan/blockers.ts';
import type { PassMode, PlannedSource } from '#shared/plan/types.ts';
import { parseBuilderName, type BuilderName, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { randomFor } from '../simulator/random.ts';
import { castHistory } from './cast-history.ts';
import { mayRehearse } from './may-rehearse.ts';
import { playHistory } from './play-history.ts';
import type { TimedEvent } from './played-port.ts';
import { recordHistory } from './record-history.ts';
import { readRehearsal, writeRehearsal, type RehearsalRecord } from './rehearsal-record.ts';
import type { HistoryScript } from './script-of-history.ts';
import { SIMULATED_BASE, SIMULATED_BASE_FILE, simulatedBase } from './simulated-base.ts';
import { writeRepositoryDisk } from './simulated-disk.ts';
import { SimulatedWorkshop } from './simulated-workshop.ts';
import { summarise, type RehearsalSummary } from './summarise.ts';

export interface RehearseOptions {
  /** The same seed, plan and end give the same history, byte for byte. */
  readonly seed: string;
  readonly share: number;
  readonly failures: number | null;
  readonly clusters: number | null;
  readonly older: number | null;
  /** When it ends; milliseconds since 1970. */
  readonly until: number;
  readonly builders: number;
  readonly slots: number;
  /** One log has about a million lines. */
  readonly longLog: boolean;
  /** What was done after an earlier rehearsal may go. */
  readonly anew: boolean;
  /** The file of `plan-worker.ts`. */
  readonly planWorker: URL;
  readonly context: TaskContext;
}

export interface Rehearsed extends RehearsalSummary {
  readonly logBytes: number;
  /** A foreign base was made up for it. */
  readonly madeBase: boolean;
}

/** The history ends a little before the moment that was asked for: nobody looks at a build that ends this very second. */
const BEFORE_THE_END = 5 * 60_000;
/** Of all attempts so many go down with their builder. */
const UNLUCKY = 0.003;

/**
 * Gives a project a past: plans it if need be, plays a pass over it on simulated builders, and writes that history with
 * its logs, results, port fixes and repository as if the program had gone through it. Throws `conflict` where the
 * project has a history of its own, and `bad-input` for what cannot be played.
 */
export async function rehearse(folder: string, options: RehearseOptions): Promise<Rehearsed> {
  const paths = projectPaths(folder);
  const project = await ProjectFolder.open(folder);
  const simulation = join(paths.state, 'simulation');
  try {
    const ownership = ownProject(paths);
    try {
      const earlier = await readRehearsal(simulation);
      mayRehearse(paths.database, earlier, options.anew);
      if (project.view.config.builders.length > 0) throw new ProblemError('conflict', 'This port has builders of its own. Rehearse in a folder of its own, without “builders” in portolan.yaml.');
      if (earlier !== null) await takeBack(project, earlier);
      const madeBase = await prepare(project, options);
      const planned = await planOf(project, options);
      const played = play(project, planned, options, () => rm(paths.logs, { recursive: true, force: true }));
      return { ...(await keep(project, simulation, await played, options)), madeBase };
    } finally {
      ownership.release();
    }
  } finally {
    project.close();
  }
}

async function takeBack(project: ProjectFolder, { fixes, leftOut }: RehearsalRecord): Promise<void> {
  await project.edit((document) => {
    for (const [source, changes] of Object.entries(fixes)) for (const change of changes) removeFix(source, change)(document);
    for (const source of leftOut) bringBack(source)(document);
  });
}

/** The simulated fleet goes into portolan.yaml, and a foreign base where there is none. Says whether one was made up. */
async function prepare(project: ProjectFolder, { builders, slots }: RehearseOptions): Promise<boolean> {
  const { config } = project.view;
  const { folder, cache } = project.paths;
  const makesBase = config.foreignBases.length === 0 && config.reference.length > 0;
  if (makesBase) await writeFile(join(folder, SIMULATED_BASE_FILE), await simulatedBase(config.reference.map(({ location }) => locate(folder, location)), cache));
  await project.edit((document) => {
    document.setIn(['practice'], document.createNode({ builders, slots }, { flow: true }));
    if (makesBase) document.setIn(['foreignBases'], document.createNode([{ kind: 'root', name: SIMULATED_BASE, provides: SIMULATED_BASE_FILE }]));
  });
  return makesBase;
}

async function planOf(project: ProjectFolder, { planWorker, context }: RehearseOptions): Promise<PlannedPort> {
  const planning = new PlanningService(project, planWorker, () => 1);
  const survey = await planning.survey();
  if (survey.empty) throw new ProblemError('bad-input', 'This project names nothing to port: put “sources” into portolan.yaml.');
  const planned = (await planning.cached(survey)) ?? (await planning.make(survey, context));
  if (planned.plan.sources.length === 0) throw new ProblemError('bad-input', 'There is nothing to port in the sources of this project.');
  return planned;
}

interface Played {
  readonly script: HistoryScript;
  readonly events: readonly TimedEvent[];
  readonly lastNight: number;
  readonly workshop: SimulatedWorkshop;
  readonly fleet: RehearsalRecord['fleet'];
}

/** @param clear removes the logs of an earlier rehearsal, once it is known that this one can be played */
async function play(project: ProjectFolder, { plan, facts }: PlannedPort, options: RehearseOptions, clear: () => Promise<void>): Promise<Played> {
  const { config } = project.view;
  const { seed, share, failures, clusters, older } = options;
  const pass = config.passes[0];
  const mode: PassMode = pass?.mode === 'frozen' ? { kind: 'frozen' } : { kind: 'rolling', provider: pass?.provider ?? 'wait' };
  const noCheck = pass?.nocheck ?? false;
  const decided = new Map(Object.entries(config.leftOut));
  const script = castHistory({ plan, facts, mode, seed, share, failures, clusters, older, noCheck, leftOut: decided });
  await clear();
  const macros = config.target.dist === '' ? config.target.macros : { ...config.target.macros, dist: config.target.dist };
  const fleet = fleetOf(options);
  const unique = randomFor(seed, 'attempts');
  const longest = options.longLog ? longestOf(script) : null;
  const sources = new Map<string, PlannedSource>(plan.sources.map((source) => [source.name, source]));
  const workshop = new SimulatedWorkshop({
    plan,
    seed,
    logs: new LogStore(project.paths.logs),
    specOf: (name) => {
      const source = sources.get(name);
      return source === undefined ? '' : simulatedSpec(source);
    },
    macros,
    longest,
    buildGroup: config.buildGroup,
  });
  const tracker = new BlockerTracker(plan, mode);
  const relative = playHistory({
    tracker,
    facts,
    script,
    fleet: fleet.map(({ name, slots, pool }) => ({ builder: builderNamed(name), slots, pool })),
    caps: new Map(Object.entries(config.pools).map(([pool, { slots }]) => [pool, slots])),
    noCheck,
    random: randomFor(seed, 'play'),
    unlucky: UNLUCKY,
    idOf: (source) => attemptIdOf(source, Array.from({ length: 16 }, () => Math.floor(unique() * 16).toString(16)).join('')),
    begin: (attempt, ledger) => workshop.begin(attempt, ledger),
  });
  const shift = options.until - BEFORE_THE_END - (relative.at(-1)?.at ?? 0);
  const events = relative.map(({ at, event }) => ({ at: at + shift, event }));
  const lastRequest = events.findLast(({ event }) => event.kind === 'build-requested');
  return { script, events, lastNight: lastRequest?.at ?? shift, workshop, fleet };
}

async function keep(project: ProjectFolder, simulation: string, { script, events, lastNight, workshop, fleet }: Played, options: RehearseOptions): Promise<Omit<Rehearsed, 'madeBase'>> {
  const { paths } = project;
  const pathOf = (sha256: string): string => join(paths.cache, 'results', sha256);
  for (const suffix of ['', '-wal', '-shm']) await rm(`${paths.database}${suffix}`, { force: true });
  await rm(simulation, { recursive: true, force: true });
  const fixed = [...script.failing].flatMap(([source, { fix }]) => (fix !== null && events.some(({ event }) => event.kind === 'fix-applied' && event.source === source) ? [{ source, fix }] : []));
  const before = new Set(Object.keys(project.view.config.leftOut));
  const leftOut = [...script.leftOut].filter(([source]) => !before.has(source));
  await writeRehearsal(simulation, {
    version: 1,
    seed: options.seed,
    until: options.until,
    events: events.length,
    fleet,
    outcomes: outcomesOf(script),
    fixes: Object.fromEntries(fixed.map(({ source, fix }) => [source, [fix.change]])),
    leftOut: leftOut.map(([source]) => source),
  });
  writeRepositoryDisk(simulation, fleet[0]?.name ?? '', events, (attempt) => workshop.resultsOf(attempt, pathOf));
  await project.edit((document) => {
    for (const { source, fix } of fixed) applyFix(source, fix, dayAt(options.until))(document);
    for (const [source, reason] of leftOut) leaveOut(source, reason)(document);
  });
  const database = openDatabase(paths.database);
  try {
    recordHistory(database, events, new ResultStore(database, pathOf), (attempt) => workshop.resultsOf(attempt, pathOf));
  } finally {
    database.close();
  }
  return { ...summarise(events, lastNight), logBytes: workshop.logBytes };
}

/** How builds go on live: what failed fails again unless it is cured, but for what fails once only. */
function outcomesOf({ failing }: HistoryScript): RehearsalRecord['outcomes'] {
  return Object.fromEntries(
    [...failing].map(([source, { cluster }]) => {
      const { failure, word, cures, flaky } = cluster;
      return [source, flaky === true ? { kind: 'succeeds' as const } : { kind: 'fails' as const, failure, ...(word === undefined ? {} : { word }), ...(cures === undefined ? {} : { cures: [...cures] }) }];
    }),
  );
}

function fleetOf({ builders, slots }: RehearseOptions): RehearsalRecord['fleet'] {
  return Array.from({ length: builders }, (_, index) => ({ name: `zvm-${String(index + 1).padStart(2, '0')}`, slots, pool: index < builders / 2 ? 'zvm-east' : 'zvm-west' }));
}

/** Of those that fail in the last night and stop in the middle of a compilation, the first. */
function longestOf({ failing, nights }: HistoryScript): SourceName | null {
  const last = nights.length - 1;
  return [...failing].find(([, { cluster, from }]) => from === last && (cluster.failure === 'architecture-flags' || cluster.failure === 'assembler'))?.[0] ?? null;
}

function builderNamed(text: string): BuilderName {
  const name = parseBuilderName(text);
  if (!name.ok) throw new ProblemError('internal', name.error.message);
  return name.value;
}
