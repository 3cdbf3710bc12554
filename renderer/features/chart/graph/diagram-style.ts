import type cytoscape from 'cytoscape';

import type { PackageState } from '#shared/vocabulary/package-state.ts';
import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { markWords } from '#renderer/ui/mark-words.ts';
import { MARK_STYLES, type Palette } from '#renderer/ui/palette.ts';

import { styleAt } from '../map/scene.ts';
import { NODE, sizeOf } from './arrange-groups.ts';
import { THING_WORDS, type DiagramNode, type ThingNode } from './diagram.ts';

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

/** The palette in cytoscape's words: read once for a drawing, not once for a node. */
export interface Paints {
  readonly palette: Palette;
  readonly marks: readonly string[];
  readonly bundle: string;
  /** What cannot be had. */
  readonly trouble: string;
}

export function paintsOf(palette: Palette): Paints {
  const marks = palette.marks.map(asRgb);
  return { palette, marks, trouble: marks[MARK_STYLES.indexOf('unresolvable')] ?? '#888888', bundle: asRgb(palette.colours['line-strong']) };
}

export function styleOf({ palette }: Paints): cytoscape.StylesheetJson {
  const colour = (name: keyof Palette['colours']): string => asRgb(palette.colours[name]);
  const edge = (name: 'edge-needs' | 'edge-waits' | 'edge-root' | 'accent'): cytoscape.Css.Edge => ({ 'line-color': colour(name), 'target-arrow-color': colour(name), 'line-opacity': 0.9 });
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: NODE.width,
        height: NODE.height,
        'background-color': colour('surface-1'),
        'border-width': 2,
        'border-color': colour('line-strong'),
        label: 'data(label)',
        color: colour('text'),
        'font-size': 12,
        'font-family': palette.font,
        'text-valign': 'center',
        'text-halign': 'center',
        'text-wrap': 'ellipsis',
        'text-max-width': `${NODE.width - 16}px`,
        'overlay-opacity': 0,
      },
    },
    { selector: 'node[colour]', style: { 'border-color': 'data(colour)' } },
    {
      selector: 'node[kind = "title"]',
      style: { 'background-opacity': 0, 'border-width': 0, width: 1, height: 1, color: colour('text-soft'), 'font-weight': 600, 'text-halign': 'right', 'text-max-width': '400px', events: 'no' },
    },
    {
      selector: 'node[kind = "thing"]',
      style: { width: 'data(width)', height: 'data(height)', 'text-wrap': 'wrap', 'text-max-width': '300px', 'line-height': 1.25, 'border-style': 'dashed', 'font-size': 11 },
    },
    { selector: 'node[what = "binary"]', style: { 'border-style': 'solid', 'border-width': 1 } },
    { selector: 'node[what = "conflict"]', style: { 'border-style': 'double', 'border-width': 4 } },
    { selector: 'node[kind = "bundle"]', style: { 'border-style': 'dashed', color: colour('text-soft') } },
    { selector: 'node.self', style: { 'border-width': 4, 'font-weight': 700, 'background-color': colour('surface-3') } },
    { selector: 'node.cursor', style: { 'outline-width': 2, 'outline-color': colour('accent'), 'outline-offset': 3 } },
    {
      selector: 'edge',
      style: {
        width: 1.2,
        'curve-style': 'bezier',
        'source-endpoint': '50% 0',
        'target-endpoint': '-50% 0',
        'line-color': colour('line-strong'),
        'target-arrow-color': colour('line-strong'),
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.7,
        'line-opacity': 0.5,
      },
    },
    {
      selector: 'edge[words]',
      style: { label: 'data(words)', 'font-size': 10, 'font-family': palette.font, color: colour('text-soft'), 'text-wrap': 'ellipsis', 'text-max-width': '150px', 'text-background-color': colour('surface-0'), 'text-background-opacity': 1, 'text-background-padding': '2px' },
    },
    { selector: 'edge[kind = "needs"]', style: edge('edge-needs') },
    { selector: 'edge[kind = "neededBy"]', style: edge('edge-waits') },
    { selector: 'edge[kind = "round"]', style: { ...edge('accent'), width: 2.5, 'line-opacity': 1 } },
    { selector: 'edge.grouped', style: { 'curve-style': 'straight', 'source-endpoint': 'outside-to-node', 'target-endpoint': 'outside-to-node' } },
    { selector: 'edge.grouped[back]', style: { 'curve-style': 'unbundled-bezier', 'control-point-distances': [110], 'control-point-weights': [0.5], 'source-endpoint': '-50% 0', 'target-endpoint': '-50% 0' } },
    { selector: 'edge.unlit', style: { opacity: 0, events: 'no' } },
    { selector: 'edge.lit-needs', style: { ...edge('edge-needs'), opacity: 1 } },
    { selector: 'edge.lit-waits', style: { ...edge('edge-waits'), opacity: 1 } },
    { selector: 'edge[kind = "root"]', style: { ...edge('edge-root'), width: 2.5, 'line-opacity': 1 } },
  ];
}

const ATTENTION: ReadonlySet<PackageState> = new Set(['failed', 'stuck', 'unresolvable', 'broken-source', 'held']);

/** Glyph, name and colour of a node; a bundle says how many in it ask for a person. */
export function looksOf(model: PortModel, node: DiagramNode, paints: Paints): { readonly label: string; readonly colour: string } {
  if (node.kind === 'thing') return thingLooks(node, paints);
  if (node.kind === 'package') return packageLooks(model, node.source, paints);
  const trouble = node.sources.filter((source) => ATTENTION.has(stateAt(model, source))).length;
  return { label: `⊞ ${node.words}${trouble === 0 ? '' : ` · ✕ ${trouble.toLocaleString('en')}`}`, colour: paints.bundle };
}

function packageLooks(model: PortModel, source: number, paints: Paints): { readonly label: string; readonly colour: string } {
  const style = styleAt(model, source);
  return { label: `${markWords(MARK_STYLES[style] ?? stateAt(model, source)).glyph} ${model.names[source] ?? ''}`, colour: paints.marks[style] ?? paints.bundle };
}

/** So many letters go into one line of a thing. */
const LINE = 36;

/** A node that is two lines high says what it is in the second; both are cut where they would run out of it. */
function thingLooks(node: ThingNode, paints: Paints): { readonly label: string; readonly colour: string; readonly what: string; readonly width: number; readonly height: number } {
  const cut = (words: string): string => (words.length > LINE ? `${words.slice(0, LINE - 1)}…` : words);
  const label = `${THING_WORDS[node.what].glyph} ${cut(node.words)}${node.detail === '' ? '' : `\n${cut(node.detail)}`}`;
  const colour = node.what === 'missing' || node.what === 'conflict' ? paints.trouble : paints.bundle;
  return { label, colour, what: node.what, ...sizeOf(node) };
}
