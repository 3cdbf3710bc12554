import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { parseBuilderName, type BuilderName } from '#shared/vocabulary/ids.ts';

import type { EmulatedBuilder, EmulatedFleet } from './fleet.ts';
import { isAlive } from './process-identity.ts';

const builderName = z.string().transform((text, context): BuilderName => {
  const parsed = parseBuilderName(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error.message });
  return z.NEVER;
});

const builder = z.object({
  name: builderName,
  host: z.literal('127.0.0.1'),
  port: z.number().int().min(1).max(65535),
  user: z.enum(['root', 'builder']),
  keyFile: z.string(),
  hostKeyFingerprint: z.string(),
  knownHostsLine: z.string(),
}) satisfies z.ZodType<EmulatedBuilder>;

const record = z.object({
  version: z.literal(1),
  /** The process that the fleet lives and dies with. */
  keeper: z.object({ pid: z.number().int().positive(), startTicks: z.number().int() }),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  builders: z.array(builder).min(1).max(32),
  repository: z.object({ builder: builderName, path: z.string(), url: z.string() }),
});

/** The practice fleet that was left running, as its keeper wrote it down in the cache folder. */
export type PracticeRecord = z.infer<typeof record>;

function fileIn(cache: string): string {
  return join(cache, 'practice.json');
}

/** The fleet that runs now; null when there is none. A file that cannot be read, or whose keeper is dead, is none. */
export async function readPracticeRecord(cache: string): Promise<PracticeRecord | null> {
  const text = await readFile(fileIn(cache), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = record.safeParse(parseJson(text));
  return parsed.success && (await isAlive(parsed.data.keeper)) ? parsed.data : null;
}

export async function writePracticeRecord(cache: string, keeper: PracticeRecord['keeper'], startedAt: number, { builders, repository }: EmulatedFleet): Promise<void> {
  const value: PracticeRecord = { version: 1, keeper, startedAt, builders: [...builders], repository };
  const half = `${fileIn(cache)}.${keeper.pid}`;
  await writeFile(half, JSON.stringify(value, null, 2), { mode: 0o600 });
  await rename(half, fileIn(cache));
}

export async function removePracticeRecord(cache: string): Promise<void> {
  await rm(fileIn(cache), { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
