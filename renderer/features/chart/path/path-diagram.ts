import type { PlanPaths } from '#shared/contract/schemas/paths.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { plural } from '#renderer/ui/format.ts';

import { idOf, type Diagram, type DiagramEdge } from '../graph/diagram.ts';

export interface PathDiagram extends Diagram {
  /** How each package stands on its path, by source, in the order of the first path and then the others. */
  readonly relations: ReadonlyMap<number, string>;
}

/** The paths as one diagram: what they share is drawn once; the first one stands out. Packages that the port no longer has are passed over. */
export function pathDiagram(model: PortModel, { paths }: PlanPaths): PathDiagram {
  const relations = new Map<number, string>();
  const edges = new Map<string, DiagramEdge>();
  for (const [index, path] of paths.entries()) {
    const sources = path.map(({ source }) => model.indexOf.get(source) ?? -1);
    path.forEach(({ by }, step) => {
      const [needing, needed] = [sources[step - 1] ?? -1, sources[step] ?? -1];
      if (needed < 0) return;
      if (!relations.has(needed)) relations.set(needed, sayStep(step, path.length - 1, by === null ? null : (by.capability ?? 'what BuildRequires pull in'), model.names[needing] ?? ''));
      if (needing < 0 || by === null) return;
      const key = `${needed} ${needing}`;
      if (!edges.has(key)) edges.set(key, { from: idOf(needed), to: idOf(needing), kind: index === 0 ? 'root' : 'plain', words: by.capability ?? 'at run time' });
    });
  }
  return { nodes: [...relations.keys()].map((source) => ({ kind: 'package', id: idOf(source), source })), edges: [...edges.values()], relations };
}

/** "step 2 of 4, bash needs it by ncurses-devel". */
function sayStep(step: number, steps: number, by: string | null, needing: string): string {
  if (step === 0) return `the beginning of ${plural(steps, 'step')}`;
  return `${step === steps ? 'the end, ' : ''}step ${step} of ${steps}, ${needing} needs it by ${by ?? ''}`;
}
