import type { TaskRow } from '#shared/contract/schemas/project.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { Live } from '../live/live.ts';

/** What a piece of long work tells while it runs. */
export interface TaskReport {
  readonly phase?: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: TaskRow['unit'];
}

export interface TaskContext {
  readonly signal: AbortSignal;
  readonly report: (report: TaskReport) => void;
}

/** How many ended tasks stay listed, so that a window that was closed still sees how they ended. */
const KEPT = 10;

/** Long work of the core: each piece shows its progress in every window and can be cancelled from any. */
export class TaskBoard {
  readonly rows = new Live<readonly TaskRow[]>([]);
  readonly #controllers = new Map<string, AbortController>();
  readonly #settled = new Set<Promise<unknown>>();
  #next = 1;

  /**
   * Begins `work` and returns its id at once; `outcome` settles with it. What it throws is shown on the task, so that
   * a caller may leave `outcome` alone.
   */
  run<Value>(title: string, work: (context: TaskContext) => Promise<Value>): { readonly id: string; readonly outcome: Promise<Value> } {
    const id = `task-${this.#next++}`;
    const controller = new AbortController();
    this.#controllers.set(id, controller);
    this.#put({ id, title, phase: 'starting', done: 0, total: 0, unit: 'items', state: 'running', cancellable: true, problem: null });
    const report = (change: TaskReport): void => this.#update(id, change);
    const outcome = Promise.resolve()
      .then(() => work({ signal: controller.signal, report }))
      .then(
        (value) => {
          this.#update(id, { state: 'done', cancellable: false });
          return value;
        },
        (thrown: unknown) => {
          const state = controller.signal.aborted ? 'cancelled' : 'failed';
          this.#update(id, { state, cancellable: false, problem: state === 'failed' ? problemOf(thrown) : null });
          throw thrown;
        },
      )
      .finally(() => {
        this.#controllers.delete(id);
        this.#settled.delete(settled);
      });
    const settled = outcome.catch(() => undefined);
    this.#settled.add(settled);
    return { id, outcome };
  }

  cancel(id: string): void {
    this.#controllers.get(id)?.abort(new DOMException('Cancelled.', 'AbortError'));
  }

  /** Cancels everything and waits until all of it has let go. */
  async close(): Promise<void> {
    for (const id of this.#controllers.keys()) this.cancel(id);
    await Promise.all(this.#settled);
  }

  #put(row: TaskRow): void {
    const running = this.rows.value.filter(({ state }) => state === 'running');
    const ended = this.rows.value.filter(({ state }) => state !== 'running').slice(-KEPT);
    this.rows.set([...ended, ...running, row]);
  }

  #update(id: string, change: Partial<TaskRow>): void {
    this.rows.set(this.rows.value.map((row) => (row.id === id ? { ...row, ...change } : row)));
  }
}
