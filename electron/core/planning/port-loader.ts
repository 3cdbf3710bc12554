import type { TargetDifferences } from '#shared/rpm/target-differences.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { Live } from '../live/live.ts';
import type { Troubles } from '../live/troubles.ts';
import type { PortService } from '../port/port-service.ts';
import type { TaskBoard, TaskContext } from '../tasks/task-board.ts';
import type { PlannedPort, SpecOrigin } from './planned-port.ts';
import type { PlanningService, Survey } from './planning-service.ts';
import type { SourceSurvey } from './source-survey.ts';

/** Where the port's plan stands. */
export interface PlanStatus {
  readonly planned: PlannedPort | null;
  /** What lies in the folders and trees that the project names; null until they were looked at. */
  readonly sources: SourceSurvey | null;
  /** Something was named to port, but it was not read yet. */
  readonly waitsForIngest: boolean;
  readonly empty: boolean;
}

/** Nothing was looked at: not even whether anything is named to port. */
const NOTHING: PlanStatus = { planned: null, sources: null, waitsForIngest: false, empty: false };

/** Keeps the port on the plan that its inputs make: from the cache at once, else made anew as a task that windows see. */
export class PortLoader {
  readonly status = new Live<PlanStatus>(NOTHING);
  readonly #planning: PlanningService;
  readonly #port: PortService;
  readonly #tasks: TaskBoard;
  readonly #troubles: Troubles;
  readonly #clock: () => number;
  #running: Promise<unknown> = Promise.resolve();
  /** The task that makes a plan at the moment. */
  #making: string | null = null;

  constructor(planning: PlanningService, port: PortService, tasks: TaskBoard, troubles: Troubles, clock: () => number) {
    this.#planning = planning;
    this.#port = port;
    this.#tasks = tasks;
    this.#troubles = troubles;
    this.#clock = clock;
  }

  /**
   * Brings the plan up to date with `portolan.yaml`. What lies on this machine is read at once; what is behind an
   * address waits until a person says so (`ingest`), unless it was read before. Resolves when the port is on its plan, or
   * the task that makes one has begun. Never rejects: what cannot be read is told as a trouble, and the plan stays.
   */
  refresh(): Promise<void> {
    const run = this.#running.then(async () => {
      const survey = await this.#planning.survey();
      const { planned } = this.status.value;
      // Most changes of the file leave the plan as it is: reading it again would take as long as a start.
      if (planned !== null && planned.digest === survey.digest) {
        this.#endMaking();
        this.#port.renewMode();
        this.status.set({ planned, sources: survey.sources, waitsForIngest: false, empty: survey.empty });
        return;
      }
      const cached = await this.#planning.cached(survey);
      if (cached !== null) return this.#use(cached, survey);
      if (survey.empty || !survey.local) {
        this.status.set({ planned: this.status.value.planned, sources: survey.sources, waitsForIngest: !survey.empty, empty: survey.empty });
        return;
      }
      if (survey.inputs.sources.length === 0 && survey.inputs.specs.length === 0 && survey.inputs.brokenTrees.length === 0 && survey.inputs.srpms.length === 0) {
        this.status.set({ planned: null, sources: survey.sources, waitsForIngest: false, empty: false });
        return;
      }
      this.status.set({ planned, sources: survey.sources, waitsForIngest: false, empty: false });
      this.#begin('Plan the port');
    });
    const settled = run.then(
      () => this.#troubles.set('plan', null),
      (thrown: unknown) => this.#troubles.set('plan', problemOf(thrown)),
    );
    this.#running = settled;
    return settled;
  }

  /** Reads everything again, on a person's word; the id is that of the task that shows how it goes. */
  ingest(): string {
    return this.#begin('Read the sources and plan the port', (context) => this.#planning.cloneTrees(context));
  }

  /** One plan is made at a time, from what the inputs are now. What goes wrong is shown on the task; the plan that was there stays. */
  #begin(title: string, before: (context: TaskContext) => Promise<void> = () => Promise.resolve()): string {
    this.#endMaking();
    const { id, outcome } = this.#tasks.run(title, async (context) => {
      await before(context);
      context.report({ phase: 'looking at the inputs' });
      await this.#planning.renewRemote(this.#clock());
      const survey = await this.#planning.survey();
      const planned = await this.#planning.make(survey, context);
      if (!context.signal.aborted) this.#use(planned, survey);
    });
    this.#making = id;
    outcome
      .catch(() => undefined)
      .finally(() => {
        if (this.#making === id) this.#making = null;
      });
    return id;
  }

  #endMaking(): void {
    if (this.#making !== null) this.#tasks.cancel(this.#making);
    this.#making = null;
  }

  /** What a build of the source starts from; null for a source that is not kept as a spec. */
  originOf(source: string): SpecOrigin | null {
    return this.status.value.planned?.origins[this.#rowOf(source)] ?? null;
  }

  /** How its BuildRequires for the target differ from what else is known of it. */
  differencesOf(source: string): readonly TargetDifferences[] {
    return this.status.value.planned?.differences[this.#rowOf(source)] ?? [];
  }

  /** Its row in the plan that the port is on; -1 where it has none. */
  #rowOf(source: string): number {
    const parsed = parseSourceName(source);
    const row = parsed.ok && this.status.value.planned?.plan === this.#port.plan ? this.#port.rowOf(parsed.value) : undefined;
    return row ?? -1;
  }

  #use(planned: PlannedPort, survey: Survey): void {
    this.#port.usePlan(planned.plan, planned.digest, planned.facts);
    this.status.set({ planned, sources: survey.sources, waitsForIngest: false, empty: false });
  }
}
