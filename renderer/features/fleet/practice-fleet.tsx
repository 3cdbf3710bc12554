import type { ReactNode } from 'react';

import type { PracticeStatus } from '#shared/contract/schemas/fleet.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { useFleet, useTasks } from '#renderer/state/stores.ts';
import { refreshPractice } from '#renderer/state/sync.ts';
import { toast } from '#renderer/state/toasts.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Badge } from '#renderer/ui/chip.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';

const WORDS: Readonly<Record<PracticeStatus['running'], string>> = {
  none: 'It is not running.',
  simulated: 'It is simulated: one process plays the builders, nothing real is built.',
  emulated: 'It runs real s390x user space, emulated on this machine.',
};

function Missing({ missing }: { readonly missing: PracticeStatus['missing'] }): ReactNode {
  if (missing.length === 0) return null;
  return (
    <div className="missing">
      <p>For real guests this machine lacks:</p>
      <ul>
        {missing.map(({ what, mend }) => (
          <li key={what}>
            <span>{what}</span>
            <code className="mono">{mend}</code>
            <IconButton label={`Copy the command that mends ${what}`} onClick={() => void navigator.clipboard.writeText(mend).then(() => toast('info', 'Copied.'))}>
              <Icon name="copy" size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Builders for a newcomer without a mainframe: simulated at once, or real s390x guests by one button. */
export function PracticeFleet(): ReactNode {
  const practice = useFleet((state) => state.practice);
  const refusal = useConnection(refusalToCommand);
  const task = useTasks((state) => state.tasks.find((each) => each.state === 'running' && /practice/i.test(each.title)));
  const asked = useIsPending('practice');
  if (practice === null) return null;
  const { running, rootCached, missing, cost } = practice;
  const starting = task === undefined ? null : /emulated/i.test(task.title) ? 'emulated' : 'simulated';
  const busy = starting === null ? null : 'The practice fleet is starting.';
  const start = (kind: 'simulated' | 'emulated'): void =>
    void perform('practice', async (client) => {
      await client.call('practice.up', { kind });
      refreshPractice();
      return null;
    });
  const stop = (): void =>
    void perform('practice', async (client) => {
      await client.call('practice.down', {});
      refreshPractice();
      return { message: 'The practice fleet is stopped.' };
    });
  return (
    <section className="practice" aria-label="Practice fleet">
      <header className="builder-head">
        <h2>Practice fleet</h2>
        {running === 'simulated' ? <Badge tone="warn">SIMULATION</Badge> : null}
        {running === 'emulated' ? <Badge>EMULATED</Badge> : null}
      </header>
      <p className="soft">Builders on this machine, to learn with and to try things on. {starting !== null && running === 'none' ? 'It is starting.' : WORDS[running]}</p>
      {task === undefined ? null : <TaskProgress task={task} />}
      <Missing missing={missing} />
      <div className="practice-actions">
        {running === 'emulated' ? null : (
          <Button
            pending={starting === 'emulated' || (asked && running === 'none')}
            disabledReason={refusal ?? busy ?? (missing.length > 0 ? `This machine lacks ${missing.map(({ what }) => what).join(', ')}.` : null)}
            onClick={() => start('emulated')}
          >
            {rootCached ? 'Start real s390x guests' : 'Make real s390x guests'}
          </Button>
        )}
        {running === 'none' ? (
          <Button pending={starting === 'simulated'} disabledReason={refusal ?? busy} onClick={() => start('simulated')}>
            Start the simulation
          </Button>
        ) : (
          <Button pending={asked} disabledReason={refusal ?? busy} onClick={stop}>
            Stop the practice fleet
          </Button>
        )}
        {task?.cancellable === true ? (
          <Button onClick={() => void perform(`task:${task.id}`, (client) => client.call('tasks.cancel', { task: task.id }).then(() => null))}>
            Cancel
          </Button>
        ) : null}
        {running === 'emulated' || rootCached || missing.length > 0 || starting !== null ? null : (
          <span className="faint">
            Real guests take about {cost.minutes} minutes and {cost.megabytes} MB to make, once.
          </span>
        )}
      </div>
    </section>
  );
}
