import type { PassMode } from '../plan/types.ts';
import type { SourceName } from '../vocabulary/ids.ts';
import type { PortEvent } from './events.ts';

/** How a pass was opened: what its buildroots begin with, and what becomes of a package that fails. */
export interface PassOpening {
  readonly pass: number;
  /** Null: an older version did not write it down, and portolan.yaml says it. */
  readonly mode: PassMode | null;
  /** The repository generation that it began with; in a frozen pass every buildroot sees this one. */
  readonly generation: number;
  /** Of the event. What had landed before it is what the pass begins with. */
  readonly sequence: number;
  /** A package that fails takes the build that the pass before it left. */
  readonly inherit: boolean;
  /** The sources that the repository had a build of. */
  readonly base: ReadonlySet<SourceName>;
}

export function openingOf(event: Extract<PortEvent, { kind: 'pass-opened' }>, sequence: number, generation: number, published: Iterable<SourceName>): PassOpening {
  return { pass: event.pass, mode: event.mode ?? null, generation: event.generation ?? generation, sequence, inherit: event.inherit ?? false, base: new Set(published) };
}

/**
 * The mode of the pass that is under way: as it was opened, with the rules for single edges of today.
 *
 * @param planned by portolan.yaml
 */
export function modeOf(opening: PassOpening | null, planned: PassMode): PassMode {
  const opened = opening?.mode ?? planned;
  return opened.kind === 'frozen' || planned.kind === 'frozen' ? opened : { ...opened, edges: planned.edges };
}

/** After another repository was taken up: one with lower numbers begins anew, and has all that was there in its newest generation. */
export function openingOn(opening: PassOpening | null, before: number, generation: number): PassOpening | null {
  return opening === null || generation >= before ? opening : { ...opening, generation };
}
