import type { ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';
import { go } from '#renderer/state/location.ts';
import { useProject } from '#renderer/state/stores.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

/** An empty chart: what it will show, and the one step that brings the port nearer. */
export function NextStep(): ReactNode {
  const project = useProject((state) => state.project);
  if (project?.nextStep === 'ingest') {
    return (
      <EmptyState icon="chart" title="The sources have not been read yet" action={<CommandButton id="ingest" kind="primary" />}>
        The chart shows every source package in the order in which it can be built, from the base outwards. Portolan reads the repositories and spec files that {project.name} names, and plans the port from them.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="chart"
      title="This port has no sources yet"
      action={
        <Button kind="primary" onClick={() => go({ screen: 'project' })}>
          Open the project
        </Button>
      }
    >
      The chart shows every source package in the order in which it can be built, from the base outwards. Name the first repository or folder of spec files in <code className="mono">portolan.yaml</code>; the project screen says how.
    </EmptyState>
  );
}
