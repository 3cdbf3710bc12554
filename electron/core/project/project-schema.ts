import { z } from 'zod';

import { newBuilder } from '#shared/contract/schemas/fleet.ts';
import { portFix } from '#shared/contract/schemas/port-fix.ts';
import { reason } from '#shared/contract/schemas/words.ts';
import { DEFAULT_PRIORITY } from '#shared/plan/types.ts';

import { MAX_SLOTS } from '../builders/types.ts';

const name = z.string().min(1).max(200);
/** A folder (relative to the project's own) or an http(s) address. */
const location = z.string().min(1).max(4096);
const macros = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'A macro’s name has letters, digits and _'), z.coerce.string().max(4000));

/** As dnf means them: the lower priority goes first; `exclude` names what is never taken, by name or NEVRA, `*` and `?` as in a shell. */
const priority = z.number().int().min(0).max(999).default(DEFAULT_PRIORITY);
const names = z.array(name).max(1000).default([]);

const sourceEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repository'), location }),
  /** `pins`: a file with the digests of the tarballs that the specs name. */
  z.strictObject({ kind: z.literal('specs'), folder: location, pins: location.optional() }),
]);

const foreignBase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repository'), name, location, filelists: z.boolean().default(true), priority, exclude: names }),
  /** What the root of the builders itself provides, as a list of capabilities. */
  z.strictObject({ kind: z.literal('root'), name, provides: location.optional() }),
]);

const conditions = z.array(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}$/, 'A build condition’s name has letters, digits and _ . + -')).max(100).default([]);

/** One rebuild of everything. `inherit`: in a frozen pass, what fails keeps the build of the pass before. */
const passEntry = z.strictObject({
  mode: z.enum(['rolling', 'frozen']).default('rolling'),
  provider: z.enum(['wait', 'use-base']).default('wait'),
  inherit: z.boolean().default(true),
  import: z.enum(['none', 'noarch']).default('none'),
  nocheck: z.boolean().default(false),
  debuginfo: z.boolean().default(true),
  with: conditions,
  without: conditions,
  /** In a rolling pass: what is built before everything else, in this order. */
  stages: z.array(z.strictObject({ name, builds: z.array(name).min(1).max(1000) })).max(100).default([]),
});

const simulatedFleet = z.strictObject({ builders: z.number().int().min(1).max(50).default(3), slots: z.number().int().min(1).max(MAX_SLOTS).default(2) });
export type SimulatedFleetWish = z.output<typeof simulatedFleet>;

/** `portolan.yaml`: what people decide about a port. Every key but `portolan`, `name` and `target` may be left out. */
export const projectSchema = z.strictObject({
  portolan: z.literal(1, 'This file is of another version of Portolan; 1 is the one that this program reads'),
  name,
  target: z.strictObject({ arch: z.string().regex(/^[a-z0-9_]{1,32}$/).default('s390x'), dist: z.string().max(64).default(''), macros: macros.default({}) }),
  reference: z.array(z.strictObject({ location, filelists: z.boolean().default(true), priority, exclude: names })).default([]),
  /** Architectures of the reference that count; empty: the first found and noarch. */
  referenceArchitectures: z.array(name).default(['x86_64', 'noarch']),
  sources: z.array(sourceEntry).default([]),
  foreignBases: z.array(foreignBase).default([]),
  buildGroup: z.array(name).default([]),
  /** Which package is chosen where several have what is required, the first before the next; and which never is. By name or NEVRA. */
  prefer: names,
  ignore: names,
  /** The practice fleet builds this port; as a map: a simulated one, of this size. */
  practice: z.union([z.boolean(), simulatedFleet]).default(false),
  passes: z
    .array(passEntry)
    .min(1)
    .default([passEntry.parse({})]),
  builders: z.array(newBuilder.strict()).default([]),
  /** The most attempts that the builders of a pool (an LPAR, a z/VM system) run together; a pool that is not named has no cap. */
  pools: z.record(z.string().min(1).max(64), z.strictObject({ slots: z.number().int().min(0).max(1024) })).default({}),
  /** Left out: the first builder keeps the repository, under /var/lib/portolan. `url`: how builders beside it reach it. */
  repository: z.strictObject({ builder: name, path: z.string().min(1).max(1024), url: z.string().max(1024).optional() }).optional(),
  /** What others know of the target; a list of how another distribution keeps packages off it, `.json` or `.json.zst`. */
  knowledge: z.strictObject({ restrictions: location.optional() }).optional(),
  portFixes: z.record(name, z.array(portFix)).default({}),
  /** How single edges are treated in rolling passes; without `source` all that lead to the provider. */
  edges: z
    .array(z.strictObject({ source: name.optional(), provider: name, serve: z.enum(['wait', 'use-base']), reason: reason.optional(), since: z.string().max(40).optional() }))
    .max(100_000)
    .default([]),
  leftOut: z.record(name, reason).default({}),
});

export type ProjectConfig = z.output<typeof projectSchema>;
