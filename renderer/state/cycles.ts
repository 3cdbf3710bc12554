import type { PortModel } from './port-model.ts';

export interface Cycles {
  /** Members of each component by its number. */
  readonly sizes: ReadonlyMap<number, number>;
  /** The component with the most members; −1 where there is no cycle. */
  readonly largest: number;
}

const known = new WeakMap<PortModel, Cycles>();

/** The port's cycles; they never change while the model lives. */
export function cyclesOf(model: PortModel): Cycles {
  const before = known.get(model);
  if (before !== undefined) return before;
  const sizes = new Map<number, number>();
  for (const component of model.components) if (component >= 0) sizes.set(component, (sizes.get(component) ?? 0) + 1);
  let largest = -1;
  for (const [component, size] of sizes) if (size > (sizes.get(largest) ?? 0)) largest = component;
  const cycles = { sizes, largest };
  known.set(model, cycles);
  return cycles;
}

/** How many packages its cycle has; 0 outside of any. */
export function cycleSizeOf(model: PortModel, source: number): number {
  return cyclesOf(model).sizes.get(model.components[source] ?? -1) ?? 0;
}
