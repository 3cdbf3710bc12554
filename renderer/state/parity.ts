import { create } from 'zustand';

import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';

import { openClient } from './connection.ts';

/** What the repository was last compared with, kept while other screens are shown; `report` stays until there is another. */
export const useParity = create<{ readonly report: ParityReport | null; readonly problem: Problem | null; readonly asking: boolean }>(() => ({ report: null, problem: null, asking: false }));

/** Asks for the comparison; where nothing has landed since the last one the core has it at hand. A second call meanwhile does nothing. */
export async function askParity(): Promise<void> {
  if (useParity.getState().asking) return;
  useParity.setState({ asking: true });
  try {
    useParity.setState({ report: await openClient().call('parity.report', {}), problem: null });
  } catch (thrown) {
    useParity.setState({ problem: problemOf(thrown) });
  } finally {
    useParity.setState({ asking: false });
  }
}
