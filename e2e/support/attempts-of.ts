import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import { openSession } from '#electron/headless/session.ts';

/** The attempts of a project, newest first, asked of whoever owns it, as the command line does. */
export async function attemptsOf(project: string): Promise<readonly AttemptRow[]> {
  const session = await openSession(project);
  try {
    return await session.client.call('attempts.recent', { limit: 1000 });
  } finally {
    await session.close();
  }
}
