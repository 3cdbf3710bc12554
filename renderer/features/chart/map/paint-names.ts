import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { stateAt } from '#renderer/state/port-model.ts';
import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { breakName } from './break-name.ts';
import { LIT } from './lit.ts';
import { DETAILS_FROM, paintDetails } from './paint-details.ts';
import { NAMES_FROM } from './paint-marks.ts';
import { RELATION } from './relation.ts';
import { styleAt, type Scene } from './scene.ts';

/** Near by, marks turn into small plates: a tinted field with a rim in the state's colour, its glyph and the name. */
export function paintNames(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  const { placed, model, relation } = scene;
  const side = placed.markWidth * camera.zoom;
  if (side < NAMES_FROM) return;
  const font = Math.min(15, Math.max(9.5, side / 6.6));
  const perLine = Math.max(4, Math.floor((side - 8) / (font * 0.56)));
  const lines = Math.max(2, Math.floor((side - font * 2.1) / (font * 1.15)));
  context.textAlign = 'left';
  context.textBaseline = 'top';
  for (let source = 0; source < model.names.length; source++) {
    const x = ((placed.x[source] ?? 0) - camera.x) * camera.zoom - side / 2;
    const y = ((placed.y[source] ?? 0) - camera.y) * camera.zoom - side / 2;
    if (x + side < 0 || y + side < 0 || x > view.width || y > view.height) continue;
    const rim = Math.max(4, side * 0.07);
    context.globalAlpha = 1;
    context.fillStyle = palette.colours['surface-1'];
    context.fillRect(x + 1, y + rim, side - 2, side - rim - 1);
    const isAside = scene.lit !== null ? scene.lit.level[source] === LIT.none : relation !== null && (relation.level[source] ?? 0) === RELATION.none;
    context.globalAlpha = isAside ? 0.5 : 1;
    context.fillStyle = palette.marks[styleAt(model, source)] ?? '';
    context.font = `600 ${font}px ${palette.font}`;
    context.fillText(STATE_WORDS[stateAt(model, source)].glyph, x + 5, y + rim + 3);
    context.fillStyle = palette.colours.text;
    context.font = `500 ${font}px ${palette.font}`;
    if (side >= DETAILS_FROM) {
      paintDetails(context, scene, source, { x: x + 5, y: y + rim + 3, side, font, perLine }, palette);
      continue;
    }
    breakName(model.names[source] ?? '', perLine, lines).forEach((line, index) => context.fillText(line, x + 5, y + rim + 5 + font * (1.1 + index * 1.15)));
  }
  context.globalAlpha = 1;
}
