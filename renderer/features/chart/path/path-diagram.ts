import type { PathStep, PlanPaths } from '#shared/contract/schemas/paths.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { plural } from '#renderer/ui/format.ts';

import { idOf, type Diagram, type DiagramEdge, type DiagramNode } from '../graph/diagram.ts';

export interface PathDiagram extends Diagram {
  /** How each node stands on its path, by its id, in the order of the first path and then the others. */
  readonly relations: ReadonlyMap<string, string>;
}

/** The paths as one diagram: what they share is drawn once; the first one stands out. Packages that the port no longer has are passed over. */
export function pathDiagram(model: PortModel, { paths }: PlanPaths): PathDiagram {
  const nodes = new Map<string, DiagramNode>();
  const relations = new Map<string, string>();
  const edges = new Map<string, DiagramEdge>();
  for (const [index, path] of paths.entries()) {
    const drawn = path.map((step) => nodeOf(model, step));
    path.forEach(({ by }, at) => {
      const [needing, needed] = [drawn[at - 1] ?? null, drawn[at] ?? null];
      if (needed === null) return;
      if (!nodes.has(needed.id)) {
        nodes.set(needed.id, needed);
        relations.set(needed.id, sayStep(at, path.length - 1, by, needing === null ? '' : nameOf(model, needing)));
      }
      if (needing === null || by === null) return;
      const key = `${needed.id} ${needing.id}`;
      if (!edges.has(key)) edges.set(key, { from: needed.id, to: needing.id, kind: index === 0 ? 'root' : 'plain', ...wordsOf(by) });
    });
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], relations };
}

/** Null for a package that the port does not have. */
function nodeOf(model: PortModel, step: PathStep): DiagramNode | null {
  switch (step.kind) {
    case 'package': {
      const source = model.indexOf.get(step.source) ?? -1;
      return source < 0 ? null : { kind: 'package', id: idOf(source), source };
    }
    case 'binary':
      return { kind: 'thing', id: `binary ${step.nevra}`, what: 'binary', words: step.nevra, detail: step.base === null ? (step.source === null ? '' : `built by ${step.source}`) : `of ${step.base}`, source: model.indexOf.get(step.source ?? '') ?? -1 };
    case 'missing':
    case 'conflict':
      return { kind: 'thing', id: `${step.kind} ${step.capability} ${step.words}`, what: step.kind, words: step.capability, detail: step.words, source: -1 };
    case 'cycle': {
      const [first = ''] = step.members;
      const words = step.size === 1 ? first : `${plural(step.size, 'package')}: ${step.members.join(', ')}`;
      return { kind: 'thing', id: `cycle ${first}`, what: 'cycle', words, detail: step.words, source: model.indexOf.get(first) ?? -1 };
    }
  }
}

function nameOf(model: PortModel, node: DiagramNode): string {
  return node.kind === 'package' ? (model.names[node.source] ?? '') : node.words;
}

/** What stands beside an edge; the end of a chain that is no package says itself how it is reached. */
function wordsOf({ kind, capability }: NonNullable<PathStep['by']>): { readonly words?: string } {
  switch (kind) {
    case 'build-requires':
      return { words: capability ?? 'BuildRequires' };
    case 'build-group':
      return { words: `build group${capability === null ? '' : `: ${capability}`}` };
    case 'at-run-time':
      return { words: 'at run time' };
    case 'apart':
    case 'within':
      return {};
  }
}

/** "step 2 of 4, bash needs it by ncurses-devel". */
function sayStep(step: number, steps: number, by: PathStep['by'], needing: string): string {
  if (step === 0) return `the beginning of ${plural(steps, 'step')}`;
  return `${step === steps ? 'the end, ' : ''}step ${step} of ${steps}${by === null ? '' : `, ${sayNeed(by, needing)}`}`;
}

function sayNeed({ kind, capability }: NonNullable<PathStep['by']>, needing: string): string {
  switch (kind) {
    case 'build-requires':
      return `${needing} needs it by ${capability ?? 'BuildRequires'}`;
    case 'build-group':
      return `every buildroot needs it by the build group`;
    case 'at-run-time':
      return `${needing} needs it by what BuildRequires pull in`;
    case 'apart':
      return `${needing} is one side of it`;
    case 'within':
      return `${needing} is in it`;
  }
}
