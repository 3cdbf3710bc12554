import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Everything that can change on a simulated machine's disk. */
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('boot'), id: z.string(), at: z.number() }),
  z.object({ kind: z.literal('setup'), base: z.string(), version: z.string() }),
  z.object({ kind: z.literal('stored'), digest: z.string() }),
  z.object({ kind: z.literal('started'), attempt: z.string(), startedAt: z.number(), bootId: z.string(), job: z.string(), spec: z.string() }),
  z.object({ kind: z.literal('interrupted'), attempt: z.string(), at: z.number(), exitCode: z.number().nullable(), said: z.string() }),
  z.object({ kind: z.literal('spent'), attempt: z.string() }),
  z.object({ kind: z.literal('removed'), attempt: z.string() }),
  z.object({ kind: z.literal('published'), path: z.string(), request: z.string() }),
  z.object({ kind: z.literal('pruned'), path: z.string(), keep: z.array(z.number()) }),
]);
export type MachineChange = z.infer<typeof change>;

/** A simulated machine's disk: the changes in order, a line of JSON each. */
export interface Journal {
  /** What was kept by an earlier run. */
  readonly kept: readonly MachineChange[];
  append(change: MachineChange): void;
  close(): void;
}

/** Forgets all with the process. */
export const NO_JOURNAL: Journal = { kept: [], append: () => undefined, close: () => undefined };

/** Keeps every change in `path`; a line that a crash cut in two is dropped. One process may have it open at a time. */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const kept: MachineChange[] = [];
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
    for (const line of bytes.toString('utf8', 0, bytes.lastIndexOf(0x0a) + 1).split('\n')) {
      if (line !== '') kept.push(change.parse(JSON.parse(line)));
    }
  }
  const file = openSync(path, 'a', 0o600);
  return {
    kept,
    append: (one) => {
      writeSync(file, `${JSON.stringify(one)}\n`);
    },
    close: () => {
      closeSync(file);
    },
  };
}
