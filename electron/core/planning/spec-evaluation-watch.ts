import { writeFile } from 'node:fs/promises';

import type { FleetService } from '../fleet/fleet-service.ts';
import { rootProvides } from '../jobs/evaluate-specs.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import type { TaskBoard } from '../tasks/task-board.ts';
import type { PlanningService } from './planning-service.ts';
import type { PortLoader } from './port-loader.ts';
import { evaluateOn } from './spec-evaluator.ts';

/**
 * Has specs evaluated as soon as a builder is there for it, and asks it what its own root provides where a foreign
 * base is that root; then the port is planned anew.
 */
export class SpecEvaluationWatch {
  readonly #project: ProjectFolder;
  readonly #planning: PlanningService;
  readonly #loader: PortLoader;
  readonly #fleet: FleetService;
  readonly #tasks: TaskBoard;
  #running = false;
  /** Something changed while it was busy. */
  #again = false;
  /** What was asked for last: the same question is not put again when its answer did not help. */
  #asked = '';

  constructor(project: ProjectFolder, planning: PlanningService, loader: PortLoader, fleet: FleetService, tasks: TaskBoard) {
    this.#project = project;
    this.#planning = planning;
    this.#loader = loader;
    this.#fleet = fleet;
    this.#tasks = tasks;
    fleet.onChange(() => void this.look());
  }

  /** Looks whether there is something to ask and a builder to ask; once more afterwards if something changed meanwhile. */
  async look(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    while (this.#takeTurn()) await this.#ask();
    this.#running = false;
  }

  #takeTurn(): boolean {
    const turn = this.#again;
    this.#again = false;
    return turn;
  }

  async #ask(): Promise<void> {
    const line = this.#fleet.firstReady();
    if (line === null) return;
    try {
      const { unevaluated, unfixed, uncompared } = (await this.#planning.survey()).sources;
      const { target, comparison } = this.#planning;
      const wantsRoot = await this.#planning.lacksRootProvides();
      const asked = [...unevaluated, ...unfixed.map(({ spec }) => spec), ...uncompared];
      const question = JSON.stringify([line.name, asked.map(({ key }) => key), wantsRoot]);
      if ((asked.length === 0 && !wantsRoot) || question === this.#asked) return;
      this.#asked = question;
      const { outcome } = this.#tasks.run(asked.length === 1 ? 'Evaluate 1 spec file' : `Evaluate ${asked.length} spec files`, async (context) => {
        if (wantsRoot) {
          context.report({ phase: `asking ${line.name} what its root provides` });
          await writeFile(this.#planning.rootProvidesFile, (await rootProvides(line, context.signal)).join('\n'));
        }
        await evaluateOn(line, unevaluated, target, this.#planning.evaluations, context);
        for (const [, alike] of Map.groupBy(unfixed, ({ macros }) => JSON.stringify(macros))) {
          await evaluateOn(line, alike.map(({ spec }) => spec), { arch: target.arch, macros: alike[0]?.macros ?? target.macros }, this.#planning.evaluations, context);
        }
        if (comparison !== null) await evaluateOn(line, uncompared, comparison, this.#planning.evaluations, context);
      });
      await outcome;
      await this.#loader.refresh();
      // What port fixes and the pass change is asked once a spec's name is known.
      if (unevaluated.length > 0) this.#again = true;
    } catch {
      // Its task says what went wrong, or the plan's trouble does; another builder, or a change of the project, asks again.
    }
  }

  /** Something about the project changed, or a person wants everything read anew: ask again where need be. */
  wake(): void {
    this.#asked = '';
    if (this.#project.view.problems.length === 0) void this.look();
  }
}
