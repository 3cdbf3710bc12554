import type { ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';
import { useFleet } from '#renderer/state/stores.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

import { AddBuilder } from './add-builder.tsx';
import { BuilderCard } from './builder-card.tsx';
import { PracticeFleet } from './practice-fleet.tsx';

/** The machines that build: their health, what they are, and what each is at. */
export function FleetScreen(): ReactNode {
  const builders = useFleet((state) => state.builders);
  const alive = builders?.filter((builder) => builder.status === 'ready') ?? [];
  const busy = alive.reduce((sum, builder) => sum + builder.running.length, 0);
  const slots = alive.reduce((sum, builder) => sum + builder.slots, 0);
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>Fleet</h1>
        <span className="soft">
          {builders === null || builders.length === 0 ? 'No builders yet' : `${alive.length} of ${builders.length} ready · ${busy} of ${slots} slots busy`}
        </span>
        <span className="spacer" />
        <CommandButton id="add-builder" title="Add builder" />
      </header>
      <div className="fleet">
        {builders === null ? null : builders.length === 0 ? (
          <div className="fleet-empty">
            <EmptyState icon="fleet" title="No builders yet" action={<CommandButton id="add-builder" kind="primary" title="Add builder" />}>
              Each LPAR, z/VM guest or practice guest that builds stands here with its health, its slots and what it is building. All that a builder needs is SSH, a key, and rpm.
            </EmptyState>
          </div>
        ) : (
          <ul className="builders" aria-label="Builders">
            {builders.map((builder) => (
              <BuilderCard key={builder.name} builder={builder} />
            ))}
          </ul>
        )}
        <PracticeFleet />
      </div>
      <AddBuilder />
    </div>
  );
}
