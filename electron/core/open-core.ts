import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Handlers } from '#shared/contract/host.ts';
import type { PassMode } from '#shared/plan/types.ts';
import { meetsNeed, needWords } from '#shared/port/builder-need.ts';
import type { PortFix } from '#shared/port/fix.ts';
import { effectOf } from '#shared/port/fix-effect.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { BulkDesk } from './bulk/bulk-desk.ts';
import { FixEdges } from './cycles/fix-edges.ts';
import { CycleDesk } from './cycles/cycle-desk.ts';
import { FailureDesk } from './failures/failure-desk.ts';
import { failureHandlers } from './handlers/failure-handlers.ts';
import { catchUpAncestry } from './build/ancestry.ts';
import { AttemptRunner } from './build/attempt-runner.ts';
import { BuildService } from './build/build-service.ts';
import { LandingDesk } from './build/landing-desk.ts';
import { PackageStore } from './build/package-store.ts';
import { ReleaseDesk } from './build/release-desk.ts';
import { jobMaker } from './build/job-maker.ts';
import { JobSweeper } from './build/job-sweeper.ts';
import { Publisher } from './build/publisher.ts';
import { ResultStore } from './build/result-store.ts';
import { SimulatedGrounds } from './build/simulated-ground.ts';
import { SimulatedOrigins } from './build/simulated-origins.ts';
import { StageWatch } from './build/stage-watch.ts';
import { suggestionsFor } from './build/suggestions.ts';
import { FleetDesk } from './fleet/fleet-desk.ts';
import { FleetService } from './fleet/fleet-service.ts';
import type { PracticeProvider } from './fleet/practice-provider.ts';
import { buildHandlers } from './handlers/build-handlers.ts';
import { cycleHandlers } from './handlers/cycle-handlers.ts';
import { fixHandlers } from './handlers/fix-handlers.ts';
import { fleetHandlers } from './handlers/fleet-handlers.ts';
import { firstMorningHandlers } from './handlers/first-morning-handlers.ts';
import { foresightHandlers } from './handlers/foresight-handlers.ts';
import { historyHandlers } from './handlers/history-handlers.ts';
import { intentHandlers } from './handlers/intent-handlers.ts';
import { pathHandlers } from './handlers/path-handlers.ts';
import { passHandlers } from './handlers/pass-handlers.ts';
import { logHandlers } from './handlers/log-handlers.ts';
import { portHandlers } from './handlers/port-handlers.ts';
import { projectHandlers } from './handlers/project-handlers.ts';
import { taskHandlers } from './handlers/task-handlers.ts';
import { machineOf, packageKnowledge, restrictionsFile } from './knowledge/package-knowledge.ts';
import { RestrictionDesk } from './knowledge/restriction-desk.ts';
import { PortHistory } from './history/port-history.ts';
import { Troubles } from './live/troubles.ts';
import { openLogDesk } from './logs/open-log-desk.ts';
import { ForeignShelf } from './planning/foreign-shelf.ts';
import { locate } from './planning/locate.ts';
import { ImportDesk } from './passes/import-desk.ts';
import { PassDesk } from './passes/pass-desk.ts';
import { passModes, plannedPasses } from './passes/planned-passes.ts';
import { PlanningService } from './planning/planning-service.ts';
import { PortLoader } from './planning/port-loader.ts';
import { SpecEvaluationWatch } from './planning/spec-evaluation-watch.ts';
import { DebtLister } from './port/debt-lister.ts';
import { ParityDesk } from './parity/parity-desk.ts';
import { recordIntent } from './port/intent.ts';
import { PackageDescriber } from './port/package-describer.ts';
import { PortService } from './port/port-service.ts';
import { PatchStore } from './project/patch-store.ts';
import { ProjectFolder } from './project/project-folder.ts';
import type { ProjectConfig } from './project/project-schema.ts';
import { HostKeyStore } from './ssh/host-key-store.ts';
import { openDatabase, type PortDatabase } from './store/database.ts';
import { EventLog } from './store/event-log.ts';
import { TaskBoard } from './tasks/task-board.ts';

export interface CoreOptions {
  /** The folder with `portolan.yaml`; this process owns it already (`ownProject`). */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** `plan-worker.ts`, as the host has it. */
  readonly planWorker: URL;
  /** `log-worker.ts`, as the host has it; beside the sources unless told. */
  readonly logWorker?: URL | undefined;
  /** `cycle-worker.ts` likewise. */
  readonly cycleWorker?: URL | undefined;
  readonly practice: PracticeProvider;
  /** Where tarballs are kept for all projects, by digest. */
  readonly sourceCache: string;
  /** A port for practice gets its practice fleet at once; false for a glance at the port (`portolan status`). */
  readonly startPractice: boolean;
}

/** An open core: what hosts serve, and the way to end it. */
export interface Core {
  readonly handlers: Handlers;
  close(): Promise<void>;
}

/** Of a port without a plan; one object, so that what follows from it is kept. */
const NO_GROUP: readonly string[] = [];

/**
 * Opens the project in a folder with everything that keeps and drives its port. Throws what opening `portolan.yaml` and
 * the database throws; whatever else is wrong is told in the window, where it can be put right.
 */
export async function openCore(options: CoreOptions): Promise<Core> {
  const project = await ProjectFolder.open(options.folder);
  let database: PortDatabase;
  try {
    database = openDatabase(project.paths.database);
  } catch (thrown) {
    project.close();
    throw thrown;
  }
  const { clock, practice } = options;
  const config = (): ProjectConfig => project.view.config;
  const tasks = new TaskBoard();
  const troubles = new Troubles();
  const log = new EventLog(database, clock);
  const fixesOf = (source: string): readonly PortFix[] => config().portFixes[source] ?? [];
  const modes = (): readonly PassMode[] => passModes(config(), fixEdges.rules);
  const port: PortService = new PortService(log, clock, modes, (source) => fixesOf(source).map(({ change }) => change));
  const fixEdges = new FixEdges(port, config, (source) => loader.originOf(source));
  const history = new PortHistory(log, port, modes);
  const planning = new PlanningService(project, options.planWorker, () => port.ledger.pass);
  const loader = new PortLoader(planning, port, tasks, troubles, clock);
  const buildGroup = (): readonly string[] => loader.status.value.planned?.buildGroup ?? NO_GROUP;
  const { logs, ...logDesk } = openLogDesk(project.paths, options.logWorker);
  const resultFolder = join(project.paths.cache, 'results');
  const packages = new PackageStore(database);
  const foreignShelf = new ForeignShelf(project.paths.cache);
  const results = new ResultStore(database, (sha256) => join(resultFolder, sha256));

  catchUpAncestry(port, results);

  const hostKeys = new HostKeyStore(project.paths.knownHosts, [join(homedir(), '.ssh', 'known_hosts')]);
  const fleet = new FleetService(port, { hostKeys, arch: config().target.arch, now: clock });
  const sweeper = new JobSweeper(port, fleet);
  const originOf = (source: string) => loader.originOf(source);
  const patchStore = new PatchStore(project.paths);
  const debt = new DebtLister(port, () => config().portFixes, clock);
  const restrictions = new RestrictionDesk(() => restrictionsFile(config(), project.paths.folder), troubles);
  const simulatedOrigins = new SimulatedOrigins(join(project.paths.cache, 'simulated-specs'));
  const simulatedGrounds = new SimulatedGrounds(port, results, buildGroup);
  const simulatedOriginOf = (source: string) => {
    const name = parseSourceName(source);
    const planned = name.ok ? port.plan?.sources[port.rowOf(name.value) ?? -1] : undefined;
    return planned === undefined ? null : simulatedOrigins.of(planned);
  };
  const stages = new StageWatch(port, (pass) => config().passes[pass - 1]?.stages ?? []);
  const releases = new ReleaseDesk(port, results);
  const describer = new PackageDescriber(port, {
    fixesOf,
    stageOf: (source) => stages.sentence(source),
    heldOf: (source) => releases.describe(source),
    noBuilderFor: (source) => {
      const { need } = effectOf(fixesOf(source).map(({ change }) => change));
      return need === null || fleet.traits().some((builder) => meetsNeed(need, builder)) ? null : needWords(need);
    },
    suggestionsFor: (source) => {
      const latest = port.latestOf(source);
      return suggestionsFor(latest, originOf(source) ?? (latest?.simulated === true ? simulatedOriginOf(source) : null));
    },
    differencesOf: (source) => loader.differencesOf(source),
    logBytesOf: ({ id }) => logs.lengthOf(id),
    knowledgeOf: (source, failureClass) => packageKnowledge(source, { failureClass, machine: machineOf(fleet.link(port.latestOf(source)?.builder ?? '')) }, config().target, restrictions.of(source)),
  });

  const publisher = new Publisher(port, results, new LandingDesk({ port, packages, foreign: (pause) => foreignShelf.of(loader.status.value.planned?.foreign ?? null, pause), buildGroup }), troubles, { prepared: () => builds.look(), published: (attempts) => sweeper.remove(attempts) });
  const jobOf = jobMaker({ port, project, planning, patchStore, originOf, simulatedOriginOf, repository: () => publisher.host, sourceCache: options.sourceCache, repositoryHost: () => desk.repositoryHost, isSimulated: (name) => fleet.isSimulatedBuilder(name) });
  const runner = new AttemptRunner({
    port,
    logs,
    results,
    packages,
    troubles,
    resultFolder,
    jobOf,
    link: (name) => fleet.link(name),
    simulatedBuildroot: (attempt) => simulatedGrounds.of(attempt),
    hasRepository: () => publisher.host !== null,
    architectures: () => [config().target.arch, 'noarch'],
    ended: (attempt) => sweeper.remove([attempt]),
  });
  const builds = new BuildService(port, fleet, describer, runner, publisher, stages, {
    fixesOf,
    fleetIsKnown: () => desk.isKnown,
    clock,
  });
  const imports = new ImportDesk({
    port,
    results,
    packages,
    tasks,
    reference: () => config().reference.map(({ location }) => locate(project.paths.folder, location)),
    policy: () => config().passes[port.ledger.pass - 1]?.import ?? 'none',
    resultFolder,
    cacheFolder: project.paths.cache,
  });
  const parity = new ParityDesk({ port, packages, tasks, reference: () => config().reference.map(({ location }) => locate(project.paths.folder, location)), cacheFolder: project.paths.cache, planWorker: options.planWorker });
  const desk = new FleetDesk({ project, port, fleet, tasks, practice, troubles, useRepository: (place) => publisher.use(place) });
  const cycles = new CycleDesk(port, config, originOf, options.cycleWorker);
  const watch = new SpecEvaluationWatch(project, planning, loader, fleet, tasks);

  let before = config();
  recordIntent(port, before, null);
  project.onChange(() => {
    recordIntent(port, config(), before);
    before = config();
    void loader.refresh();
    void fixEdges.renew();
    void desk.refresh();
    void restrictions.refresh();
    watch.wake();
  });
  let { pass } = port.ledger;
  port.onChange(() => {
    void fixEdges.renew();
    if (port.ledger.pass === pass) return;
    // What specs say hangs on the conditions of the pass.
    pass = port.ledger.pass;
    void loader.refresh();
    watch.wake();
  });
  await restrictions.refresh();
  await loader.refresh();
  // A port with builders of its own is never built on practice builders that happen to run.
  const mayPractise = config().practice !== false || config().builders.length === 0;
  const adopted = mayPractise && (await desk.adopt());
  if (!mayPractise) await desk.refresh();
  if (options.startPractice) {
    if (config().practice !== false && !adopted && config().builders.length === 0) await startPractice(practice, desk, troubles, typeof config().practice === 'object');
    desk.settle();
    builds.look();
  }

  return {
    handlers: {
      ...projectHandlers({
        project,
        loader,
        port,
        troubles,
        builders: fleet.rows,
        ingest: () => {
          watch.wake();
          return loader.ingest();
        },
      }),
      ...portHandlers(port, describer, () => ({ name: config().name, at: clock() })),
      ...pathHandlers(port, describer),
      ...historyHandlers(history),
      ...foresightHandlers(port),
      ...cycleHandlers(cycles, project, describer, clock),
      ...firstMorningHandlers(port, () => loader.status.value.planned, () => modes()[0] ?? { kind: 'rolling', provider: 'wait' }),
      ...failureHandlers(new FailureDesk(port, describer), new BulkDesk(port, project, describer, builds, clock)),
      ...intentHandlers(project, describer),
      ...fixHandlers({
        project,
        describer,
        patches: patchStore,
        debt,
        clock,
        previewed: (source) => ({
          source,
          spec: originOf(source)?.file ?? null,
          macros: planning.targetMacros(),
          profile: config().passes[port.ledger.pass - 1],
          builders: fleet.traits(),
        }),
      }),
      'parity.stamp': () => ({ stamp: parity.stamp() }),
      'parity.report': () => parity.report(),
      ...passHandlers(new PassDesk(port, () => plannedPasses(config())), imports, port),
      ...buildHandlers(builds, logs, port, describer, releases),
      ...logHandlers(logDesk.over(port.ledger, describer)),
      ...fleetHandlers(fleet, desk),
      ...taskHandlers(tasks),
    },
    close: async () => {
      project.close();
      cycles.close();
      await tasks.close();
      await planning.close();
      await builds.close();
      await publisher.close();
      await desk.close();
      await fleet.close();
      port.close();
      logs.close();
      await logDesk.close();
      database.close();
    },
  };
}

/** The best practice fleet that this machine can have at once, or the simulation that the project asks for. A port opens without one, too. */
async function startPractice(practice: PracticeProvider, desk: FleetDesk, troubles: Troubles, simulated: boolean): Promise<void> {
  try {
    if (simulated) {
      desk.practiceUp('simulated');
      return;
    }
    const { rootCached, missing } = await practice.status();
    desk.practiceUp(rootCached && missing.length === 0 ? 'emulated' : 'simulated');
  } catch (thrown) {
    troubles.set('practice', problemOf(thrown));
  }
}
