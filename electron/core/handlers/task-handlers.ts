import type { Handlers } from '#shared/contract/host.ts';

import type { TaskBoard } from '../tasks/task-board.ts';

export function taskHandlers(tasks: TaskBoard): Pick<Handlers, 'tasks.changes' | 'tasks.cancel'> {
  return {
    'tasks.changes': async function* (_input, { signal }) {
      for await (const rows of tasks.rows.follow(signal)) yield [...rows];
    },
    'tasks.cancel': ({ task }) => {
      tasks.cancel(task);
      return {};
    },
  };
}
