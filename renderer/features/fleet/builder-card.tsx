import type { ReactNode } from 'react';

import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { go } from '#renderer/state/location.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { setQuarantine } from '#renderer/state/quarantine.ts';
import { sayPhase } from '#renderer/ui/attempt-words.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Badge } from '#renderer/ui/chip.tsx';
import { formatBytes, formatCount, formatDuration, plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { ActionMenu } from '#renderer/ui/menu.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

type Status = BuilderRow['status'];
const HEALTH: Readonly<Record<Status, { readonly glyph: string; readonly words: string; readonly state: string }>> = {
  ready: { glyph: '●', words: 'ready', state: 'in-repo' },
  connecting: { glyph: '◔', words: 'connecting', state: 'queued' },
  unknown: { glyph: '○', words: 'not tried yet', state: 'blocked' },
  'host-key-unknown': { glyph: '?', words: 'host key unknown', state: 'held' },
  'host-key-changed': { glyph: '✖', words: 'host key changed', state: 'failed' },
  unreachable: { glyph: '✕', words: 'unreachable', state: 'failed' },
  incapable: { glyph: '!', words: 'cannot build', state: 'failed' },
  disabled: { glyph: '–', words: 'in quarantine', state: 'held' },
};

function Facts({ builder }: { readonly builder: BuilderRow }): ReactNode {
  const { facts, builtCount, failedCount } = builder;
  if (facts === null) return null;
  const rows = [
    ['Machine', facts.machine ?? facts.arch],
    ['Cores', String(facts.cores)],
    ['Memory', formatBytes(facts.memoryBytes)],
    ['Disk free', formatBytes(facts.diskFreeBytes)],
    ['Kernel', facts.kernel],
    ['rpm', facts.rpm ?? 'missing'],
    ['createrepo_c', facts.createrepo ?? 'none'],
    ['mock', facts.mock ?? 'none'],
    ['Built', formatCount(builtCount)],
    ['Failed', formatCount(failedCount)],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="truncate" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function HostKey({ builder }: { readonly builder: BuilderRow }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(`accept:${builder.name}`);
  const { fingerprint, name } = builder;
  if (builder.status === 'host-key-changed') {
    return (
      <div className="host-key" role="alert">
        <strong>Stop: this is not the key that was accepted.</strong>
        <p>
          Either the machine was installed anew, or somebody stands between. Nothing is sent to it. Ask whoever runs {name}; if the new key is right, remove the old line from known_hosts and probe again.
        </p>
        {fingerprint === null ? null : <code className="mono">{fingerprint}</code>}
      </div>
    );
  }
  if (builder.status !== 'host-key-unknown' || fingerprint === null) return null;
  return (
    <div className="host-key">
      <p>Compare this fingerprint with the one on the machine’s console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you accept it.</p>
      <code className="mono">{fingerprint}</code>
      <Button
        kind="primary"
        pending={pending}
        disabledReason={refusal}
        onClick={() => void perform(`accept:${name}`, (client) => client.call('fleet.acceptHostKey', { builder: name, fingerprint }).then(() => ({ message: `The host key of ${name} is accepted.` })))}
      >
        Accept
      </Button>
    </div>
  );
}

function Slots({ builder }: { readonly builder: BuilderRow }): ReactNode {
  const now = useNow();
  const idle = Math.max(0, builder.slots - builder.running.length);
  return (
    <ul className="slots" aria-label={`Slots of ${builder.name}`}>
      {builder.running.map((run) => (
        <li key={run.attempt} className="slot" data-state="building">
          <span className="glyph" aria-hidden="true">
            ▲
          </span>
          <button type="button" className="slot-name truncate" onClick={() => go({ select: run.source })}>
            {run.source}
          </button>
          <span className="soft">{sayPhase(run.state, run.phase).replace('building, ', '')}</span>
          <span className="spacer" />
          <span className="soft">{formatDuration(now - run.since)}</span>
          <button type="button" className="slot-log" onClick={() => go({ select: run.source, log: run.attempt, line: null })}>
            Log
          </button>
        </li>
      ))}
      {builder.status === 'ready' && idle > 0 ? <li className="slot faint">{plural(idle, 'free slot')}</li> : null}
    </ul>
  );
}

/** One builder. */
export function BuilderCard({ builder }: { readonly builder: BuilderRow }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const probing = useIsPending(`probe:${builder.name}`);
  const { name, status } = builder;
  const health = HEALTH[status];
  const off = status === 'disabled';
  const command = (key: string, words: string, ask: 'fleet.probe' | 'fleet.remove'): void =>
    void perform(`${key}:${name}`, (client) => client.call(ask, { builder: name }).then(() => ({ message: words })));
  return (
    <li className="builder" data-status={status} aria-label={`Builder ${name}`}>
      <header className="builder-head">
        <h2>{name}</h2>
        <span className="state-mark" data-state={health.state}>
          <span className="glyph" aria-hidden="true">
            {health.glyph}
          </span>
          {health.words}
        </span>
        <span className="spacer" />
        <ActionMenu
          trigger={
            <IconButton label={`Actions for ${name}`} tip={null} pending={probing}>
              <Icon name="more" />
            </IconButton>
          }
          entries={[
            { id: 'probe', title: 'Probe', disabledReason: refusal, run: () => command('probe', `${name} has been probed.`, 'fleet.probe') },
            { id: 'quarantine', title: off ? 'Release from quarantine' : 'Quarantine', disabledReason: refusal, run: () => void setQuarantine(name, !off, 'Put there by hand') },
            'rule',
            { id: 'remove', title: 'Remove', disabledReason: refusal ?? (builder.running.length > 0 ? 'It is building.' : null), run: () => command('remove', `${name} is removed from the fleet.`, 'fleet.remove') },
          ]}
        />
      </header>
      <p className="builder-address mono soft truncate">
        {builder.user}@{builder.address}
        {builder.pool === null ? '' : ` · pool ${builder.pool}`}
      </p>
      {builder.kind === 'machine' && !builder.repositoryHost ? null : (
        <p className="builder-badges">
          {builder.kind === 'simulated' ? (
            <Badge tone="warn" title="Nothing real is built on it">
              SIMULATED
            </Badge>
          ) : null}
          {builder.kind === 'emulated' ? <Badge title="Real s390x user space, emulated on this machine">EMULATED</Badge> : null}
          {builder.repositoryHost ? <Badge title="Keeps the result repositories">REPOSITORY HOST</Badge> : null}
        </p>
      )}
      {builder.problem === null || status === 'host-key-changed' ? null : (
        <p className="builder-problem" title={builder.problem.detail}>
          {builder.problem.message}
        </p>
      )}
      {builder.quarantine === null ? null : <p className="builder-problem">Gets nothing new{builder.quarantine === '' ? '' : `: ${builder.quarantine}`}. It finishes what it builds.</p>}
      <HostKey builder={builder} />
      <Slots builder={builder} />
      <Facts builder={builder} />
    </li>
  );
}
