import { z } from 'zod';

import { attemptId, attemptState, buildPhase, builderName, instant, problemSchema, sourceName } from './words.ts';

export const BUILDER_STATUSES = ['unknown', 'connecting', 'ready', 'host-key-unknown', 'host-key-changed', 'unreachable', 'incapable', 'disabled'] as const;

export const builderFacts = z.object({
  arch: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  diskFreeBytes: z.number(),
  kernel: z.string(),
  machine: z.string().nullable(),
  rpm: z.string().nullable(),
  mock: z.string().nullable(),
  createrepo: z.string().nullable(),
});

export const builderRow = z.object({
  name: builderName,
  kind: z.enum(['machine', 'emulated', 'simulated']),
  address: z.string(),
  user: z.string(),
  pool: z.string().nullable(),
  slots: z.number(),
  status: z.enum(BUILDER_STATUSES),
  /** With `host-key-unknown` and `host-key-changed`: what the builder shows, `SHA256:…`. */
  fingerprint: z.string().nullable(),
  problem: problemSchema.nullable(),
  facts: builderFacts.nullable(),
  running: z.array(z.object({ attempt: attemptId, source: sourceName, state: attemptState, phase: buildPhase.nullable(), since: instant })),
  builtCount: z.number(),
  failedCount: z.number(),
  repositoryHost: z.boolean(),
  /** Why it is disabled, empty where nobody said; null when it is not. */
  quarantine: z.string().nullable(),
});
export type BuilderRow = z.infer<typeof builderRow>;

export const newBuilder = z.object({
  name: builderName,
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  user: z.string().min(1).max(64),
  keyFile: z.string().max(4096),
  slots: z.number().int().min(1).max(256),
  pool: z.string().max(64).optional(),
});
export type NewBuilder = z.infer<typeof newBuilder>;

/** Whether the practice fleet is there, and what making its real guests takes. */
export const practiceStatus = z.object({
  running: z.enum(['none', 'simulated', 'emulated']),
  rootCached: z.boolean(),
  /** What this machine lacks for emulated guests, each with the command that mends it. */
  missing: z.array(z.object({ what: z.string(), mend: z.string() })),
  cost: z.object({ minutes: z.number(), megabytes: z.number() }),
});
export type PracticeStatus = z.infer<typeof practiceStatus>;
