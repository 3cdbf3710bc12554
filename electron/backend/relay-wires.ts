import type { Wire } from '#shared/contract/wire.ts';

/** Passes frames between two wires as they are; when either closes, so does the other. */
export function relayWires(one: Wire, other: Wire): void {
  one.onFrame((frame) => other.send(frame));
  other.onFrame((frame) => one.send(frame));
  one.onClose(() => other.close());
  other.onClose(() => one.close());
}
