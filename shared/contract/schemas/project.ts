import { z } from 'zod';

import { problemSchema } from './words.ts';

/** One entry of `sources`. */
export const sourceRow = z.object({
  kind: z.string(),
  location: z.string(),
  /** What was found there, counts that do not apply being 0; null until it was read. `packages`: of a repository. `evaluated`: of the specs. `uncloned`: repositories that are to be cloned. */
  found: z.object({ trees: z.number(), specs: z.number(), evaluated: z.number(), packages: z.number(), uncloned: z.number() }).nullable(),
  problems: z.array(problemSchema),
});
export type SourceRow = z.infer<typeof sourceRow>;

export const projectDescription = z.object({
  name: z.string(),
  target: z.string(),
  directory: z.string(),
  /** `portolan.yaml` as it is on disk, and what is wrong with it, each with its line. */
  file: z.string(),
  problems: z.array(z.object({ line: z.number(), problem: problemSchema })),
  sources: z.array(sourceRow),
  foreignBases: z.array(z.object({ kind: z.string(), name: z.string() })),
  passes: z.array(
    z.object({
      mode: z.enum(['rolling', 'frozen']),
      provider: z.enum(['wait', 'use-base']),
      /** What it does to every build, in words; empty or left out: nothing. */
      profile: z.string().optional(),
      /** Its stages in words, `toolchain: binutils → gcc → glibc → gcc`. */
      stages: z.array(z.string()).optional(),
    }),
  ),
  currentPass: z.number(),
  /** What a newcomer should do next, null when the port has sources and builders. */
  nextStep: z.enum(['add-sources', 'ingest', 'add-builders']).nullable(),
});
export type ProjectDescription = z.infer<typeof projectDescription>;

/** Long work that the core is doing: ingest, planning, making the practice root, fetching sources. */
export const taskRow = z.object({
  id: z.string(),
  title: z.string(),
  phase: z.string(),
  done: z.number(),
  /** 0 while unknown. */
  total: z.number(),
  unit: z.enum(['bytes', 'items', 'percent']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  cancellable: z.boolean(),
  problem: problemSchema.nullable(),
});
export type TaskRow = z.infer<typeof taskRow>;
