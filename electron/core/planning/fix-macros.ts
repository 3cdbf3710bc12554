import { effectOf } from '#shared/port/fix-effect.ts';
import type { FixChange } from '#shared/port/fix.ts';

/** What rpm takes as a part of a macro's name; a bcond of another name cannot be said as a macro. */
const NAME = /^[A-Za-z0-9_]+$/;

/**
 * The macros that port fixes come to when a spec is evaluated: those they define, and for a bcond what rpmbuild's `--with` and
 * `--without` define (rpm's file `rpmpopt`). Null where no fix changes what a spec says.
 */
export function fixMacros(changes: readonly FixChange[]): Readonly<Record<string, string>> | null {
  const { macros, withConditions, withoutConditions } = effectOf(changes);
  const bconds = (word: 'with' | 'without', names: readonly string[]): (readonly [string, string])[] => names.filter((name) => NAME.test(name)).map((name) => [`_${word}_${name}`, `--${word}-${name}`]);
  const all = [...macros, ...bconds('with', withConditions), ...bconds('without', withoutConditions)];
  return all.length === 0 ? null : Object.fromEntries(all);
}
