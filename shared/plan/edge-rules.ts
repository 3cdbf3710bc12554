import type { EdgeRule, PassMode, Plan } from './types.ts';

type Serve = EdgeRule['serve'];

/** How a pass treats an edge whose provider is not in-repo: as its mode says, unless a rule for the edge says otherwise. `none`: it never blocks. */
export function edgeServing(plan: Plan, mode: PassMode): (source: number, provider: number) => Serve {
  if (mode.kind === 'frozen') return () => 'none';
  const { provider: usual, edges = [] } = mode;
  if (edges.length === 0) return () => usual;
  const rowOf = new Map(plan.sources.map(({ name }, row) => [name, row]));
  const forAll = new Map<number, Serve>();
  const forOne = new Map<number, Map<number, Serve>>();
  for (const { source, provider, serve } of edges) {
    const row = rowOf.get(provider);
    const needing = source === undefined ? undefined : rowOf.get(source);
    if (row === undefined || (source !== undefined && needing === undefined)) continue;
    if (needing === undefined) forAll.set(row, serve);
    else forOne.set(row, (forOne.get(row) ?? new Map<number, Serve>()).set(needing, serve));
  }
  return (source, provider) => forOne.get(provider)?.get(source) ?? forAll.get(provider) ?? usual;
}
