import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fixChange } from '#shared/contract/schemas/port-fix.ts';
import { SIMULATED_FAILURES } from '../simulator/build/outcomes.ts';

const cure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('macro'), name: z.string() }),
  z.object({ kind: z.literal('bcond'), name: z.string() }),
  z.object({ kind: z.literal('environment'), name: z.string(), word: z.string() }),
]);

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeeds') }),
  z.object({ kind: z.literal('fails'), failure: z.enum(SIMULATED_FAILURES), word: z.string().optional(), cures: z.array(cure).optional() }),
]);

/** What a project keeps of its rehearsal: how to go on with it live, and how to take it back. */
const rehearsalRecord = z.object({
  version: z.literal(1),
  seed: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
  /** How many events it wrote: whatever comes after was done by somebody since. */
  events: z.number(),
  fleet: z.array(z.object({ name: z.string(), slots: z.number(), pool: z.string() })).min(1),
  outcomes: z.record(z.string(), outcome),
  /** What it put into portolan.yaml. */
  fixes: z.record(z.string(), z.array(fixChange)),
  leftOut: z.array(z.string()),
});
export type RehearsalRecord = z.infer<typeof rehearsalRecord>;

/** @param folder where the simulation of a project keeps its state */
export async function readRehearsal(folder: string): Promise<RehearsalRecord | null> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return rehearsalRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeRehearsal(folder: string, record: RehearsalRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(`${fileIn(folder)}.new`, `${JSON.stringify(record)}\n`);
  await rename(`${fileIn(folder)}.new`, fileIn(folder));
}

function fileIn(folder: string): string {
  return join(folder, 'rehearsal.json');
}
