import type { Client } from '#shared/contract/client.ts';
import type { TaskRow } from '#shared/contract/schemas/project.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/**
 * Waits until the core has no long work under way, telling its progress on standard error. Throws the problem of the
 * first piece that failed.
 */
export async function settleTasks(client: Client): Promise<void> {
  for await (const rows of client.open('tasks.changes', {})) {
    for (const row of rows) tell(row);
    const failed = rows.find(({ state }) => state === 'failed')?.problem;
    if (failed != null) throw new ProblemError(failed.code, failed.message, failed.detail);
    if (rows.every(({ state }) => state !== 'running')) return;
  }
}

const told = new Map<string, string>();

function tell({ id, title, phase, state }: TaskRow): void {
  const words = state === 'running' ? `${title}: ${phase}` : `${title}: ${state}`;
  if (told.get(id) === words) return;
  told.set(id, words);
  if (process.stderr.isTTY) process.stderr.write(`${words}\n`);
}
