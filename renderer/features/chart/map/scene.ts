import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { MARK_STYLES } from '#renderer/ui/palette.ts';

import type { PlacedMap } from './place-map.ts';
import { RELATION, type Relation } from './relation.ts';
import type { Lit } from './lit.ts';

/** How strongly a mark is drawn: whole, stepped back (not related to the selection), faded (the filter leaves it out). */
export const EMPHASIS = [1, 0.32, 0.13] as const;

/** All that is drawn, sorted so that marks of one look stand together. */
export interface Scene {
  readonly model: PortModel;
  readonly placed: PlacedMap;
  readonly selected: number;
  readonly relation: Relation | null;
  /** Packages from the selected one to the roots of what holds it up. */
  readonly paths: readonly (readonly number[])[];
  readonly hovered: number;
  /** What a look ahead lights up; null while none is shown. */
  readonly lit: Lit | null;
  /** The port is shown as it was: what waits for what is not known of then. */
  readonly past: boolean;
  /** Something is asked for (a selection, a filter, a look ahead), so that some marks stand out from the rest. */
  readonly picked: boolean;
  /** How many packages of each block have each style: `styles[block × MARK_STYLES.length + style]`. */
  readonly styles: Uint32Array;
  /** Sources by look; those of look `l` are `order[starts[l] … starts[l + 1] − 1]`, `l = style × 3 + emphasis`. */
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
}

const IN_REPO = PACKAGE_STATES.indexOf('in-repo');
const PROVISIONAL = MARK_STYLES.indexOf('provisional');
const STALE = MARK_STYLES.indexOf('stale');
const TRIAGED = MARK_STYLES.indexOf('triaged');
const LOOKS = MARK_STYLES.length * EMPHASIS.length;

/** Index into MARK_STYLES. */
export function styleAt(model: PortModel, source: number): number {
  const state = model.states[source] ?? 0;
  const flags = model.flags[source] ?? 0;
  if ((flags & FLAG_BITS.triaged) !== 0) return TRIAGED;
  if (state !== IN_REPO) return state;
  if ((flags & FLAG_BITS.provisional) !== 0) return PROVISIONAL;
  return (flags & FLAG_BITS.stale) === 0 ? IN_REPO : STALE;
}

function emphasisAt(source: number, relation: Relation | null, mask: Uint8Array | null, lit: Lit | null): number {
  if (lit !== null) return (lit.level[source] ?? 0) > 0 ? 0 : 1;
  if (mask !== null && mask[source] !== 1) return relation?.level[source] === RELATION.self ? 0 : 2;
  return relation !== null && (relation.level[source] ?? 0) === RELATION.none ? 1 : 0;
}

export function sceneOf(parts: Omit<Scene, 'order' | 'starts' | 'styles' | 'picked'> & { readonly mask: Uint8Array | null }): Scene {
  const { model, placed, relation, mask, lit } = parts;
  const count = model.names.length;
  const looks = new Uint8Array(count);
  const styles = new Uint32Array(Math.max(1, placed.blocks.length) * MARK_STYLES.length);
  const starts = new Uint32Array(LOOKS + 1);
  for (let source = 0; source < count; source++) {
    const style = styleAt(model, source);
    const slot = (placed.blockOf[source] ?? 0) * MARK_STYLES.length + style;
    styles[slot] = (styles[slot] ?? 0) + 1;
    const look = style * EMPHASIS.length + emphasisAt(source, relation, mask, lit);
    looks[source] = look;
    starts[look + 1] = (starts[look + 1] ?? 0) + 1;
  }
  for (let look = 0; look < LOOKS; look++) starts[look + 1] = (starts[look + 1] ?? 0) + (starts[look] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let source = 0; source < count; source++) {
    const look = looks[source] ?? 0;
    const slot = next[look] ?? 0;
    next[look] = slot + 1;
    order[slot] = source;
  }
  const { selected, paths, hovered, past } = parts;
  return { model, placed, selected, relation, paths, hovered, lit, past, picked: relation !== null || mask !== null || lit !== null, styles, order, starts };
}
