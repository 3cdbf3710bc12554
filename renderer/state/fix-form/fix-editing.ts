import { create } from 'zustand';

import type { PortFix } from '#shared/contract/schemas/port-fix.ts';

/** The form of a port fix that is open in a package's drawer; null: none is. */
export interface FixEditing {
  readonly source: string;
  /** What it was opened with: a fix that is there, one that is offered, or none. */
  readonly initial: PortFix | null;
  /** `initial` is on the package already. */
  readonly known: boolean;
}

export const useFixEditing = create<{ readonly editing: FixEditing | null }>(() => ({ editing: null }));

export function openFixForm(source: string, initial: PortFix | null = null, known = false): void {
  useFixEditing.setState({ editing: { source, initial, known } });
}

export function closeFixForm(): void {
  useFixEditing.setState({ editing: null });
}
