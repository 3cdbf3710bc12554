import type { ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';
import { go } from '#renderer/state/location.ts';
import { useProject, useTasks } from '#renderer/state/stores.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

const OPEN_PROJECT = (
  <Button kind="primary" onClick={() => go({ screen: 'project' })}>
    Open the project
  </Button>
);

/** An empty chart: what it will show, and the one step that brings the port nearer. */
export function NextStep(): ReactNode {
  const project = useProject((state) => state.project);
  const isBusy = useTasks(({ tasks }) => tasks.some(({ state }) => state === 'running'));
  if (project?.nextStep === 'ingest') {
    return (
      <EmptyState icon="chart" title="The sources have not been read yet" action={<CommandButton id="ingest" kind="primary" />}>
        The chart shows every source package in the order in which it can be built, from the base outwards. Portolan reads the repositories and spec files that {project.name} names, and plans the port from them.
      </EmptyState>
    );
  }
  if (project?.nextStep === 'add-sources') {
    return (
      <EmptyState icon="chart" title="This port has no sources yet" action={OPEN_PROJECT}>
        The chart shows every source package in the order in which it can be built, from the base outwards. Name the first repository or folder of spec files in <code className="mono">portolan.yaml</code>; the project screen says how.
      </EmptyState>
    );
  }
  if (project === null || isBusy) {
    return (
      <EmptyState icon="chart" title="The port is being read">
        The chart stands here as soon as it is known what must be built before what.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="chart" title="No package is known yet" action={OPEN_PROJECT}>
      The chart shows every source package in the order in which it can be built, from the base outwards. The project screen says what was found in each place that sources come from, and what is in the way.
    </EmptyState>
  );
}
