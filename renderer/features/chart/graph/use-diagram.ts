import cytoscape, { type Core } from 'cytoscape';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import { onSignal } from '#renderer/state/commands/signals.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { paletteOf } from '#renderer/ui/palette.ts';

import { arrange } from './arrange.ts';
import { looksOf, paintsOf, styleOf, type Paints } from './diagram-style.ts';
import type { Diagram } from './diagram.ts';
import { movePicture } from './move-picture.ts';
import { VIEWPORT } from './viewport.ts';
import type { Places } from './walk.ts';

const PADDING = 28;
/** A few nodes are not blown up to fill the window. */
const MOST_FITTED = 1.15;
const NO_PLACES: Places = new Map();

function fitted(graph: Core | undefined): void {
  if (graph === undefined) return;
  graph.fit(undefined, PADDING);
  if (graph.zoom() <= MOST_FITTED) return;
  graph.zoom(MOST_FITTED);
  graph.center();
}

interface Shown {
  readonly graph: Core;
  readonly paints: Paints;
}

export interface DrawnDiagram {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** What is drawn, and where; null while it is being laid out. */
  readonly drawn: { readonly diagram: Diagram; readonly places: Places } | null;
  readonly places: Places;
  readonly fit: () => void;
  readonly zoom: (by: number) => void;
  /** Brings a node into sight, by as little as that takes. */
  readonly reveal: (id: string) => void;
}

function elementsOf(model: PortModel, diagram: Diagram, { places, titles }: Awaited<ReturnType<typeof arrange>>, paints: Paints): cytoscape.ElementDefinition[] {
  return [
    ...diagram.nodes.map((node) => ({ data: { id: node.id, kind: node.kind, ...looksOf(model, node, paints) }, position: { ...(places.get(node.id) ?? { x: 0, y: 0 }) } })),
    ...titles.map(({ words, x, y }, index) => ({ data: { id: `title-${index}`, kind: 'title', label: words }, position: { x, y } })),
    ...diagram.edges.map(({ from, to, kind, words, back }, index) => ({
      data: { id: `e${index}`, source: from, target: to, kind, ...(words === undefined ? {} : { words }), ...(back === undefined ? {} : { back }) },
      classes: diagram.groups === undefined ? '' : kind === 'plain' ? 'grouped unlit' : 'grouped',
    })),
  ];
}

/**
 * Draws a diagram into an element, and anew when it or the theme changes; states change in place. `onPick` hears the node
 * that was clicked, `onPoint` the one under the pointer, null when there is none. Both must be stable.
 */
export function useDiagram(
  model: PortModel,
  version: number,
  diagram: Diagram,
  shade: string,
  marks: { readonly self: string | null; readonly cursor: string | null; readonly lit: string | null },
  onPick: (id: string) => void,
  onPoint: (id: string | null) => void,
): DrawnDiagram {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef<Shown | null>(null);
  /** A person has chosen what is in sight. */
  const touched = useRef(false);
  const [drawn, setDrawn] = useState<DrawnDiagram['drawn']>(null);
  useEffect(() => {
    const container = ref.current;
    if (container === null) return;
    let gone = false;
    let stop = (): void => undefined;
    void arrange(diagram).then((arranged) => {
      if (gone) return;
      const paints = paintsOf(paletteOf(shade));
      const graph = cytoscape({ container, elements: elementsOf(model, diagram, arranged, paints), style: styleOf(paints), layout: { name: 'preset', fit: false }, ...VIEWPORT });
      fitted(graph);
      graph.on('tap', 'node', ({ target }: { target: { id(): string } }) => onPick(target.id()));
      graph.on('mouseover', 'node', ({ target }: { target: { id(): string } }) => onPoint(target.id()));
      graph.on('mouseout', 'node', () => onPoint(null));
      stop = movePicture(container, graph, () => (touched.current = true));
      touched.current = false;
      shown.current = { graph, paints };
      setDrawn({ diagram, places: arranged.places });
    });
    return () => {
      gone = true;
      stop();
      shown.current?.graph.destroy();
      shown.current = null;
    };
  }, [model, diagram, shade, onPick, onPoint]);
  useEffect(() => {
    if (shown.current === null || version < 0) return;
    const { graph, paints } = shown.current;
    graph.batch(() => {
      for (const node of diagram.nodes) graph.getElementById(node.id).data(looksOf(model, node, paints));
    });
  }, [model, diagram, version]);
  const { self, cursor, lit } = marks;
  useEffect(() => {
    shown.current?.graph.batch(() => {
      const nodes = shown.current?.graph.nodes();
      nodes?.removeClass('self cursor');
      if (self !== null) shown.current?.graph.getElementById(self).addClass('self');
      if (cursor !== null) shown.current?.graph.getElementById(cursor).addClass('cursor');
    });
  }, [self, cursor, drawn]);
  useEffect(() => {
    const graph = shown.current?.graph;
    graph?.batch(() => {
      graph.edges().removeClass('lit-needs lit-waits');
      if (lit === null) return;
      const node = graph.getElementById(lit);
      node.incomers('edge[kind = "plain"]').addClass('lit-needs');
      node.outgoers('edge[kind = "plain"]').addClass('lit-waits');
    });
  }, [lit, drawn]);

  const fit = useCallback((): void => {
    touched.current = false;
    fitted(shown.current?.graph);
  }, []);
  const zoom = useCallback((by: number): void => {
    touched.current = true;
    const graph = shown.current?.graph;
    graph?.zoom({ level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  }, []);
  const reveal = useCallback((id: string): void => {
    const graph = shown.current?.graph;
    const node = graph?.getElementById(id);
    if (graph === undefined || node === undefined || node.empty()) return;
    const box = node.renderedBoundingBox({ includeLabels: false });
    const aside = (from: number, to: number, size: number): number => (from < PADDING ? PADDING - from : to > size - PADDING ? size - PADDING - to : 0);
    const by = { x: aside(box.x1, box.x2, graph.width()), y: aside(box.y1, box.y2, graph.height()) };
    if (by.x !== 0 || by.y !== 0) graph.panBy(by);
  }, []);
  useEffect(() => {
    const stops = [onSignal('fit', fit), onSignal('zoom-in', () => zoom(1.3)), onSignal('zoom-out', () => zoom(1 / 1.3))];
    return () => stops.forEach((stop) => stop());
  }, [fit, zoom]);
  useEffect(() => {
    const container = ref.current;
    if (container === null) return;
    const observer = new ResizeObserver(() => {
      shown.current?.graph.resize();
      // The drawer opens and closes beside it: what was wholly in sight stays so.
      if (!touched.current) fitted(shown.current?.graph);
    });
    observer.observe(container);
    return () => observer.disconnect();
  }, []);
  return { ref, drawn: drawn?.diagram === diagram ? drawn : null, places: drawn?.diagram === diagram ? drawn.places : NO_PLACES, fit, zoom, reveal };
}
