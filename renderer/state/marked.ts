import { create } from 'zustand';

/** The rows that a person has marked in a table, to act on all of them at once. By name: they outlive a new plan. */
export const useMarked = create<{ readonly names: ReadonlySet<string> }>(() => ({ names: new Set() }));

export function mark(names: Iterable<string>): void {
  useMarked.setState({ names: new Set(names) });
}

/** Marks one, or takes its mark off. */
export function toggleMark(name: string): void {
  const names = new Set(useMarked.getState().names);
  if (!names.delete(name)) names.add(name);
  useMarked.setState({ names });
}
