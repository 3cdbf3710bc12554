import { useEffect, useState } from 'react';

import type { FixPreview, PortFix } from '#shared/contract/schemas/port-fix.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { useConnection } from '../connection.ts';

/** Milliseconds without typing before the core is asked. */
const SETTLE = 180;

/**
 * How what a builder runs changes with these fixes in place of the package's; null while it is on its way, or there is
 * nothing to ask. `fixes` has to stay the same array while they stay the same (`useMemo`).
 */
export function useFixPreview(source: string, fixes: readonly PortFix[] | null): FixPreview | null {
  const client = useConnection((state) => state.client);
  const [answer, setAnswer] = useState<{ readonly fixes: readonly PortFix[]; readonly preview: FixPreview } | null>(null);
  useEffect(() => {
    if (fixes === null || client === null) return undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      const preview = await client.call('package.previewFix', { source, fixes: [...fixes] }).catch((thrown: unknown): FixPreview => ({ lines: [], warnings: [problemOf(thrown).message] }));
      if (current) setAnswer({ fixes, preview });
    };
    const timer = window.setTimeout(() => void ask(), SETTLE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [source, fixes, client]);
  return answer !== null && answer.fixes === fixes ? answer.preview : null;
}
