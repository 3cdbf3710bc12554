import { z } from 'zod';

import { logPart } from '#shared/contract/schemas/log-view.ts';
import type { IndexState } from '#shared/logs/line-index.ts';

const whole = z.number().int().min(0);

const indexFile = z.object({
  version: z.literal(1),
  bytes: whole,
  lines: whole,
  anchors: z.array(whole).min(1),
  parts: z.object({ closed: z.array(logPart), open: z.array(logPart.omit({ last: true })) }),
});

/** An index as it was kept; null where it is anything else, or of an older kind. */
export function parseIndexState(text: string): IndexState | null {
  try {
    const parsed = indexFile.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
