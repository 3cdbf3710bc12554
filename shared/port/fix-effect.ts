import type { BuilderNeed } from './builder-need.ts';
import type { FixChange } from './fix.ts';

/** A patch as it goes along with a job. */
export type PatchChange = Extract<FixChange, { kind: 'patch' }>;

/** What all port fixes of a package come to in one build. */
export interface FixEffect {
  readonly macros: readonly (readonly [name: string, value: string])[];
  readonly withConditions: readonly string[];
  readonly withoutConditions: readonly string[];
  readonly noCheck: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** In the order in which they are applied. */
  readonly patches: readonly PatchChange[];
  /** Null: the port's own. */
  readonly timeoutMinutes: number | null;
  readonly need: BuilderNeed | null;
}

export function effectOf(changes: readonly FixChange[]): FixEffect {
  const of = <Kind extends FixChange['kind']>(kind: Kind): Extract<FixChange, { kind: Kind }>[] => changes.filter((change): change is Extract<FixChange, { kind: Kind }> => change.kind === kind);
  return {
    macros: of('macro').map(({ name, value }) => [name, value] as const),
    withConditions: of('bcond').filter(({ enabled }) => enabled).map(({ name }) => name),
    withoutConditions: of('bcond').filter(({ enabled }) => !enabled).map(({ name }) => name),
    noCheck: of('nocheck').length > 0,
    environment: Object.fromEntries(of('environment').map(({ name, value }) => [name, value])),
    patches: of('patch'),
    timeoutMinutes: of('timeout').at(-1)?.minutes ?? null,
    need: of('builder').at(-1) ?? null,
  };
}
