import type { Client } from '#shared/contract/client.ts';

import type { OwnOptions } from '../own-core.ts';
import { openSession } from '../session.ts';
import { settleTasks } from './settle-tasks.ts';

/** Does something with a project's core once what it began with is settled, and lets go of it whatever happens. */
export async function withClient(project: string, act: (client: Client) => Promise<void>, options: OwnOptions = { startPractice: false }): Promise<void> {
  const session = await openSession(project, options);
  try {
    await settleTasks(session.client);
    await act(session.client);
  } finally {
    await session.close();
  }
}
