import { successors } from '#shared/graph/graph.ts';
import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera } from './camera.ts';
import { laneBetween } from './lane.ts';
import { CARD_GAP } from './place-map.ts';
import type { Scene } from './scene.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws the edges that matter now: with cards all of them, faint; the selection's own; and the paths to its root blockers. */
export function paintEdges(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, palette: Palette): void {
  const { placed, relation, selected, model } = scene;
  const port = (source: number, side: -1 | 0 | 1): Point => ({
    x: ((placed.x[source] ?? 0) + (side * placed.markWidth) / 2 - camera.x) * camera.zoom,
    y: ((placed.y[source] ?? 0) - camera.y) * camera.zoom,
  });
  const edge = (needed: number, needing: number): void => {
    const apart = (placed.x[needing] ?? 0) - (placed.x[needed] ?? 0) > placed.markWidth;
    const lane = placed.kind === 'cards' && apart ? laneBetween(placed, needed, needing) : null;
    if (lane !== null) return throughLane(context, port(needed, 1), port(needing, -1), (lane - camera.y) * camera.zoom, CARD_GAP.rank * camera.zoom);
    curve(context, port(needed, apart ? 1 : 0), port(needing, apart ? -1 : 0), placed.kind === 'cards' && !apart ? placed.markWidth * camera.zoom * 0.5 + 26 : 0);
  };
  context.lineCap = 'round';
  if (placed.kind === 'cards') {
    context.strokeStyle = palette.colours['line-strong'];
    context.globalAlpha = relation === null ? 0.55 : 0.25;
    context.lineWidth = 1.25;
    context.beginPath();
    for (let source = 0; source < model.names.length; source++) for (const needed of successors(model.needs, source)) if (needed !== source) edge(needed, source);
    context.stroke();
  }
  if (relation !== null && selected >= 0) {
    const strokes = [
      { ends: relation.needs, colour: palette.colours['edge-needs'], draw: (source: number) => edge(source, selected) },
      { ends: relation.neededBy, colour: palette.colours['edge-waits'], draw: (source: number) => edge(selected, source) },
    ];
    for (const { ends, colour, draw } of strokes) {
      context.strokeStyle = colour;
      context.globalAlpha = Math.max(0.1, Math.min(0.9, 26 / Math.max(1, ends.length)));
      context.lineWidth = ends.length > 60 ? 1 : 1.5;
      context.beginPath();
      for (const source of ends) draw(source);
      context.stroke();
    }
  }
  context.globalAlpha = 0.95;
  context.strokeStyle = palette.colours['edge-root'];
  context.lineWidth = 2;
  context.beginPath();
  for (const path of scene.paths) {
    for (let index = 0; index + 1 < path.length; index++) edge(path[index + 1] ?? 0, path[index] ?? 0);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** Past the cards between two others: into the lane within the first gap, along it, and out of it within the last. */
function throughLane(context: CanvasRenderingContext2D, from: Point, to: Point, lane: number, gap: number): void {
  context.moveTo(from.x, from.y);
  context.bezierCurveTo(from.x + gap / 2, from.y, from.x + gap / 2, lane, from.x + gap, lane);
  context.lineTo(to.x - gap, lane);
  context.bezierCurveTo(to.x - gap / 2, lane, to.x - gap / 2, to.y, to.x, to.y);
}

/** From what is needed to what needs it; `bulge` bends an edge out of a column that holds both its ends. */
function curve(context: CanvasRenderingContext2D, from: Point, to: Point, bulge: number): void {
  context.moveTo(from.x, from.y);
  if (bulge > 0) {
    context.bezierCurveTo(from.x + bulge * 1.3, from.y, to.x + bulge * 1.3, to.y, to.x, to.y);
    return;
  }
  // Inside a cycle an edge may lead back to the left: it leaves on that side, rather than in a loop.
  const reach = (to.x < from.x ? -1 : 1) * Math.max(12, Math.abs(to.x - from.x) * 0.5);
  context.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y);
}
