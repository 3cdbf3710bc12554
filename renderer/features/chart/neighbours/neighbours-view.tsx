import cytoscape, { type Core } from 'cytoscape';
import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';

import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';
import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { useTheme } from '#renderer/state/theme.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { plural } from '#renderer/ui/format.ts';
import { readPalette, type Palette } from '#renderer/ui/palette.ts';

import { styleAt } from '../map/scene.ts';
import { arrange, NODE } from './arrange.ts';
import { neighbourhoodOf, type Neighbourhood } from './neighbourhood.ts';

/** cytoscape knows no oklch: the canvas that paints the tokens says them as bytes. */
function asRgb(colour: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (context === null) return '#888888';
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

function styleOf(palette: Palette): cytoscape.StylesheetJson {
  const colour = (name: keyof Palette['colours']): string => asRgb(palette.colours[name]);
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: NODE.width,
        height: NODE.height,
        'background-color': colour('surface-1'),
        'border-width': 2,
        'border-color': 'data(colour)',
        label: 'data(label)',
        color: colour('text'),
        'font-size': 12,
        'font-family': palette.font,
        'text-valign': 'center',
        'text-halign': 'center',
        'text-wrap': 'ellipsis',
        'text-max-width': `${NODE.width - 16}px`,
      },
    },
    { selector: 'node[kind = "self"]', style: { 'border-width': 4, 'font-weight': 700, 'background-color': colour('surface-3') } },
    { selector: 'node[kind = "bundle"]', style: { 'border-style': 'dashed', color: colour('text-soft') } },
    {
      selector: 'edge',
      style: { width: 1.2, 'curve-style': 'bezier', 'source-endpoint': '50% 0', 'target-endpoint': '-50% 0', 'line-color': colour('line-strong'), 'target-arrow-color': colour('line-strong'), 'target-arrow-shape': 'triangle', 'arrow-scale': 0.7, opacity: 0.28 },
    },
    { selector: 'edge[kind = "needs"]', style: { 'line-color': colour('edge-needs'), 'target-arrow-color': colour('edge-needs'), opacity: 0.9 } },
    { selector: 'edge[kind = "neededBy"]', style: { 'line-color': colour('edge-waits'), 'target-arrow-color': colour('edge-waits'), opacity: 0.9 } },
    { selector: 'edge[kind = "root"]', style: { width: 2.5, 'line-color': colour('edge-root'), 'target-arrow-color': colour('edge-root'), opacity: 1 } },
  ];
}

function looksOf(model: PortModel, source: number, palette: Palette): { readonly label: string; readonly colour: string } {
  return { label: `${STATE_WORDS[stateAt(model, source)].glyph} ${model.names[source] ?? ''}`, colour: asRgb(palette.marks[styleAt(model, source)] ?? '') };
}

function elementsOf(model: PortModel, around: Neighbourhood, selected: number, places: Awaited<ReturnType<typeof arrange>>, palette: Palette): cytoscape.ElementDefinition[] {
  const self = `p${selected}`;
  return [
    ...around.nodes.map((node) => {
      const position = places.get(node.id) ?? { x: 0, y: 0 };
      if (node.kind === 'bundle') return { data: { id: node.id, kind: 'bundle', label: `${node.count.toLocaleString('en')} more`, colour: asRgb(palette.colours['line-strong']) }, position };
      return { data: { id: node.id, kind: node.id === self ? 'self' : 'package', name: model.names[node.source], ...looksOf(model, node.source, palette) }, position };
    }),
    ...around.edges.map(({ from, to, kind }, index) => ({ data: { id: `e${index}`, source: from, target: to, kind } })),
  ];
}

/** The same neighbourhood as before while only states have changed: laying it out again would move what is looked at. */
function useNeighbourhood(model: PortModel, selected: number, version: number): Neighbourhood | null {
  const next = useMemo(() => (selected < 0 || version < 0 ? null : neighbourhoodOf(model, selected)), [model, selected, version]);
  const [kept, setKept] = useState(next);
  const shape = (around: Neighbourhood | null): string => JSON.stringify(around);
  if (kept === next || shape(kept) === shape(next)) return kept;
  setKept(next);
  return next;
}

/** Draws the neighbourhood into the element, and again when it or the theme changes; states are changed in place. */
function useGraph(model: PortModel, around: Neighbourhood | null, selected: number, shade: string, version: number): { readonly ref: RefObject<HTMLDivElement | null>; readonly drawn: number } {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef<{ readonly graph: Core; readonly palette: Palette } | null>(null);
  const [drawn, setDrawn] = useState(-1);
  useEffect(() => {
    const container = ref.current;
    if (container === null || around === null) return;
    let gone = false;
    void arrange(around).then((places) => {
      if (gone) return;
      const palette = readPalette();
      const graph = cytoscape({
        container,
        elements: elementsOf(model, around, selected, places, palette),
        style: styleOf(palette),
        layout: { name: 'preset', padding: 28 },
        maxZoom: 1.6,
        minZoom: 0.1,
        autoungrabify: true,
        boxSelectionEnabled: false,
      });
      graph.fit(undefined, 28);
      graph.on('tap', 'node', ({ target }: { target: { data(key: string): unknown } }) => {
        const name = target.data('name');
        if (typeof name === 'string') go({ select: name });
        else go({ view: 'table' });
      });
      shown.current = { graph, palette };
      setDrawn(selected);
    });
    const fit = (): void => void shown.current?.graph.fit(undefined, 28);
    const zoom = (by: number): void => {
      const graph = shown.current?.graph;
      graph?.zoom({ level: graph.zoom() * by, renderedPosition: { x: container.clientWidth / 2, y: container.clientHeight / 2 } });
    };
    const stops = [onSignal('fit', fit), onSignal('zoom-in', () => zoom(1.3)), onSignal('zoom-out', () => zoom(1 / 1.3))];
    return () => {
      gone = true;
      stops.forEach((stop) => stop());
      shown.current?.graph.destroy();
      shown.current = null;
    };
  }, [model, around, selected, shade]);
  useEffect(() => {
    if (shown.current === null || around === null || version < 0) return;
    const { graph, palette } = shown.current;
    for (const node of around.nodes) if (node.kind === 'package') graph.getElementById(node.id).data(looksOf(model, node.source, palette));
  }, [model, around, version]);
  return { ref, drawn };
}

/** The selection among its neighbours: what it needs at the left, what needs it at the right. */
export function NeighboursView({ model }: { readonly model: PortModel }): ReactNode {
  const select = usePlace((place) => place.select);
  const version = usePort((state) => state.version);
  const shade = useTheme((state) => state.shade);
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  const around = useNeighbourhood(model, selected, version);
  const { ref, drawn } = useGraph(model, around, selected, shade, version);
  if (around === null) {
    return (
      <EmptyState icon="chart" title="Select a package">
        Its neighbours stand here: what it needs at the left, what needs it at the right, and the way to what holds it up. Click a mark on the map, or press / and Enter.
      </EmptyState>
    );
  }
  return (
    <div className="neighbours" data-testid="neighbours" data-drawn={drawn === selected}>
      <div className="neighbours-heads">
        <span>needs {plural(around.needs, 'package')}</span>
        <strong>{select}</strong>
        <span>{around.neededBy === 1 ? '1 package needs it' : `${plural(around.neededBy, 'package')} need it`}</span>
      </div>
      <div ref={ref} className="neighbours-stage" role="img" aria-label={`Neighbours of ${select ?? ''}: needs ${around.needs}, needed by ${around.neededBy}. The package drawer has both as lists.`} />
    </div>
  );
}
