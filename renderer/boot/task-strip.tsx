import type { ReactNode } from 'react';

import type { TaskRow } from '#shared/contract/schemas/project.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { useTasks } from '#renderer/state/stores.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';

function Running({ task }: { readonly task: TaskRow }): ReactNode {
  const pending = useIsPending(`task:${task.id}`);
  return (
    <div className="task-strip">
      <TaskProgress task={task} />
      {task.cancellable ? (
        <Button kind="quiet" pending={pending} onClick={() => void perform(`task:${task.id}`, (client) => client.call('tasks.cancel', { task: task.id }).then(() => null))}>
          Cancel
        </Button>
      ) : null}
    </div>
  );
}

/** Long work of the core, under the strip while it runs. */
export function TaskStrip(): ReactNode {
  const tasks = useTasks((state) => state.tasks);
  return (
    <div role="status" aria-label="Work under way">
      {tasks
        .filter((task) => task.state === 'running')
        .map((task) => (
          <Running key={task.id} task={task} />
        ))}
    </div>
  );
}
