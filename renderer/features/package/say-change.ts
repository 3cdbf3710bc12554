import type { FixChange } from '#shared/contract/schemas/port-fix.ts';
import { assertNever } from '#shared/vocabulary/assert-never.ts';

/** A port fix's change as an engineer would write it. */
export function sayChange(change: FixChange): string {
  switch (change.kind) {
    case 'macro':
      return `%${change.name} ${change.value}`;
    case 'bcond':
      return `--${change.enabled ? 'with' : 'without'} ${change.name}`;
    case 'nocheck':
      return '--nocheck';
    case 'environment':
      return `${change.name}=${change.value}`;
    default:
      return assertNever(change);
  }
}
