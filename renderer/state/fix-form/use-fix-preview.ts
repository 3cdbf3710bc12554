import { useEffect, useState } from 'react';

import type { FixPreview, PortFix } from '#shared/contract/schemas/port-fix.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { useConnection } from '../connection.ts';
import { portFixes } from './fix-schemas.ts';

/** Milliseconds without typing before the core is asked. */
const SETTLE = 180;

/** How what a builder runs changes with these fixes in place of the package's; null while it is on its way, or there is nothing to ask. */
export function useFixPreview(source: string, fixes: readonly PortFix[] | null): FixPreview | null {
  const client = useConnection((state) => state.client);
  // By what they say: a package that is described anew has other arrays with the same fixes.
  const asked = fixes === null ? null : JSON.stringify(fixes);
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly preview: FixPreview } | null>(null);
  useEffect(() => {
    if (asked === null || client === null) return undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      const preview = await client.call('package.previewFix', { source, fixes: portFixes.parse(JSON.parse(asked)) }).catch((thrown: unknown): FixPreview => ({ lines: [], warnings: [problemOf(thrown).message] }));
      if (current) setAnswer({ asked, preview });
    };
    const timer = window.setTimeout(() => void ask(), SETTLE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [source, asked, client]);
  return answer !== null && answer.asked === asked ? answer.preview : null;
}
