import type { BuilderNeed } from './builder-need.ts';

/** What one port fix changes in the build of one package. */
export type FixChange =
  | { readonly kind: 'macro'; readonly name: string; readonly value: string }
  | { readonly kind: 'bcond'; readonly name: string; readonly enabled: boolean }
  | { readonly kind: 'nocheck' }
  | { readonly kind: 'environment'; readonly name: string; readonly value: string }
  /** `file` lies beside portolan.yaml and is pinned by its digest; `strip` is the number behind `patch -p`. */
  | { readonly kind: 'patch'; readonly file: string; readonly sha256: string; readonly strip: number }
  | { readonly kind: 'timeout'; readonly minutes: number }
  | ({ readonly kind: 'builder' } & BuilderNeed);

export type FixKind = FixChange['kind'];

/** In the order in which forms and documents list them. */
export const FIX_KINDS = ['macro', 'bcond', 'nocheck', 'patch', 'environment', 'timeout', 'builder'] as const satisfies readonly FixKind[];

/** A change with why it is there; `debt` says that it must go again. `since` is a day, `2026-11-23`. */
export interface PortFix {
  readonly change: FixChange;
  readonly reason: string;
  readonly owner?: string | undefined;
  readonly since?: string | undefined;
  readonly debt: boolean;
}

/** Whether a fix of this kind must go again unless a person says otherwise: it hides a fault, or stands in for upstream's own change. */
export function isDebtByDefault(kind: FixKind): boolean {
  return kind === 'nocheck' || kind === 'patch';
}

/** Two changes are of the same thing when only their values may differ: the later one replaces the earlier. */
export function sameThing(a: FixChange, b: FixChange): boolean {
  return thingOf(a) === thingOf(b);
}

/** Exactly the same change, whatever the order in which its parts were written. */
export function sameChange(a: FixChange, b: FixChange): boolean {
  return canonical(a) === canonical(b);
}

function thingOf(change: FixChange): string {
  switch (change.kind) {
    case 'macro':
    case 'bcond':
    case 'environment':
      return `${change.kind} ${change.name}`;
    case 'patch':
      return `patch ${change.file}`;
    case 'nocheck':
    case 'timeout':
    case 'builder':
      return change.kind;
  }
}

function canonical(change: FixChange): string {
  return JSON.stringify(Object.entries(change).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fixes with one more, which takes the place of one of the same thing. */
export function withFix<Fix extends { readonly change: FixChange }>(fixes: readonly Fix[], fix: Fix): Fix[] {
  const at = fixes.findIndex(({ change }) => sameThing(change, fix.change));
  return at < 0 ? [...fixes, fix] : fixes.with(at, fix);
}

export function withoutFix<Fix extends { readonly change: FixChange }>(fixes: readonly Fix[], change: FixChange): Fix[] {
  return fixes.filter((fix) => !sameThing(fix.change, change));
}
