import type { ReactNode } from 'react';

import type { TaskRow } from '#shared/contract/schemas/project.ts';

import { formatBytes, formatCount } from './format.ts';

function amount(task: TaskRow): string {
  const say = task.unit === 'bytes' ? formatBytes : formatCount;
  if (task.unit === 'percent') return `${Math.round(task.done)} %`;
  return task.total > 0 ? `${say(task.done)} of ${say(task.total)}` : say(task.done);
}

/** Title, phase, bar and amount of a task. */
export function TaskProgress({ task }: { readonly task: TaskRow }): ReactNode {
  const total = task.unit === 'percent' ? 100 : task.total;
  return (
    <div className="task">
      <strong>{task.title}</strong>
      <span className="soft truncate">{task.phase}</span>
      <div className="progress" role="progressbar" aria-label={task.title} aria-valuemin={0} aria-valuemax={total > 0 ? total : undefined} aria-valuenow={total > 0 ? task.done : undefined}>
        <span style={{ width: total > 0 ? `${Math.min(100, (100 * task.done) / total)}%` : '30%' }} />
      </div>
      <span className="soft">{amount(task)}</span>
    </div>
  );
}
