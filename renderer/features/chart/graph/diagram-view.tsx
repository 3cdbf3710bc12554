import { useCallback, useId, useState, type KeyboardEvent, type ReactNode } from 'react';

import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { useTheme } from '#renderer/state/theme.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { StateMark } from '#renderer/ui/chip.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { idOf, THING_WORDS, type Diagram, type DiagramNode } from './diagram.ts';
import { useDiagram } from './use-diagram.ts';
import { step, walk, type Direction } from './walk.ts';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const STEPS: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1, Home: -1e6, End: 1e6 };

/** What a bundle holds, the states that ask for attention first: "40 failed, 12 blocked". */
function contentsOf(model: PortModel, sources: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const source of sources) {
    const { word } = STATE_WORDS[stateAt(model, source)];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const quiet = (word: string): number => (word === STATE_WORDS['in-repo'].word ? 1 : 0);
  return [...counts]
    .sort((a, b) => quiet(a[0]) - quiet(b[0]) || b[1] - a[1])
    .slice(0, 3)
    .map(([word, count]) => `${count.toLocaleString('en')} ${word}`)
    .join(', ');
}

function describe(model: PortModel, node: DiagramNode, relation: string): string {
  if (node.kind === 'bundle') return `Bundle, ${node.words}: ${contentsOf(model, node.sources)}${relation === '' ? '' : `; ${relation}`}. Enter opens it.`;
  if (node.kind === 'thing') return `${node.words}, ${THING_WORDS[node.what].word}${node.detail === '' ? '' : `: ${node.detail}`}${relation === '' ? '' : `, ${relation}`}`;
  return `${model.names[node.source] ?? ''}, ${STATE_WORDS[stateAt(model, node.source)].word}${relation === '' ? '' : `, ${relation}`}`;
}

/**
 * A diagram to look at and to walk: Tab comes into it, arrow keys go along its edges, Enter selects a package or opens a
 * bundle. Whoever cannot see it hears a list whose options are its nodes.
 */
export function DiagramView({
  label,
  testId,
  model,
  version,
  diagram,
  relationOf,
  onOpen,
}: {
  readonly label: string;
  readonly testId: string;
  readonly model: PortModel;
  readonly version: number;
  readonly diagram: Diagram;
  /** How a node stands to what the diagram is about, in a few words. */
  readonly relationOf: (node: DiagramNode) => string;
  /** A bundle is to be opened. Must be stable. */
  readonly onOpen: (bundle: DiagramNode & { readonly kind: 'bundle' }) => void;
}): ReactNode {
  const select = usePlace((place) => place.select);
  const shade = useTheme((state) => state.shade);
  const id = useId();
  const [focused, setFocused] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const [walked, setWalked] = useState<{ readonly cursor: string; readonly within: readonly number[] } | null>(null);
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  const self = diagram.nodes.some((node) => node.id === idOf(selected)) ? idOf(selected) : null;
  const cursor = cursorIn(diagram, walked) ?? self ?? diagram.nodes[0]?.id ?? null;
  const nodeOf = useCallback((nodeId: string | null) => diagram.nodes.find((node) => node.id === nodeId), [diagram]);
  const moveTo = useCallback((node: DiagramNode) => setWalked({ cursor: node.id, within: node.kind === 'bundle' ? node.sources : [] }), []);
  const act = useCallback(
    (nodeId: string) => {
      const node = nodeOf(nodeId);
      if (node === undefined) return;
      moveTo(node);
      if (node.kind === 'bundle') onOpen(node);
      else if (node.source >= 0) go({ select: model.names[node.source] ?? null });
    },
    [model, nodeOf, moveTo, onOpen],
  );
  const { ref, drawn, places, fit, zoom, reveal } = useDiagram(model, version, diagram, shade, { self, cursor: focused ? cursor : null, lit: pointed ?? (focused ? cursor : self) }, act, setPointed);

  const key = (event: KeyboardEvent): void => {
    if (cursor === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = ARROWS[event.key];
    const by = STEPS[event.key];
    if (direction !== undefined || by !== undefined) {
      event.preventDefault();
      const next = nodeOf(direction === undefined ? step(diagram, places, cursor, by ?? 0) : walk(diagram, places, cursor, direction));
      if (next === undefined) return;
      moveTo(next);
      reveal(next.id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      act(cursor);
    }
  };
  const told = nodeOf(pointed ?? (focused ? cursor : null));
  return (
    <div className="diagram" data-testid={testId} data-drawn={drawn !== null} data-nodes={diagram.nodes.length} data-edges={diagram.edges.length}>
      <div
        className="diagram-stage"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={cursor === null ? undefined : `${id}-${cursor}`}
        aria-busy={drawn === null}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={key}
      >
        <div ref={ref} className="diagram-canvas" aria-hidden="true" />
        {diagram.nodes.map((node) => (
          <div key={node.id} id={`${id}-${node.id}`} role="option" aria-selected={node.id === self} className="visually-hidden">
            {describe(model, node, relationOf(node))}
          </div>
        ))}
      </div>
      <p id={`${id}-keys`} className="visually-hidden">
        Arrow keys walk along the edges, Page Down goes through all, Enter selects a package or opens a bundle. The same stands as rows with Shift T.
      </p>
      <div className="diagram-told" aria-hidden="true">
        {told === undefined ? null : told.kind !== 'package' ? <span>{describe(model, told, relationOf(told)).replace(' Enter opens it.', '')}</span> : <Told model={model} source={told.source} relation={relationOf(told)} />}
      </div>
      <div className="map-tools" role="group" aria-label="View of the picture">
        <IconButton label="Zoom in" onClick={() => zoom(1.3)}>
          <Icon name="plus" />
        </IconButton>
        <IconButton label="Zoom out" onClick={() => zoom(1 / 1.3)}>
          <Icon name="minus" />
        </IconButton>
        <IconButton label="Fit the picture into the window" onClick={fit}>
          <Icon name="fit" />
        </IconButton>
      </div>
    </div>
  );
}

function Told({ model, source, relation }: { readonly model: PortModel; readonly source: number; readonly relation: string }): ReactNode {
  const waits = model.waits[source] ?? 0;
  return (
    <>
      <strong>{model.names[source]}</strong> <StateMark state={stateAt(model, source)} />
      {relation === '' ? null : <span className="soft">{relation}</span>}
      {waits === 0 ? null : <span className="soft">{waits === 1 ? '1 package waits for it' : `${plural(waits, 'package')} wait for it`}</span>}
    </>
  );
}

/** Where the cursor is after the diagram has changed: the same node, or the first one of the bundle that it stood on. */
function cursorIn({ nodes }: Diagram, walked: { readonly cursor: string; readonly within: readonly number[] } | null): string | null {
  if (walked === null) return null;
  if (nodes.some(({ id }) => id === walked.cursor)) return walked.cursor;
  const inside = new Set(walked.within);
  return nodes.find((node) => (node.kind === 'bundle' ? node.sources.some((source) => inside.has(source)) : inside.has(node.source)))?.id ?? null;
}
