import { z } from 'zod';

import { checkBranch, checkGitAddress } from '#shared/rpm/distgit/git-address.ts';
import { checkTemplate } from '#shared/rpm/distgit/lookaside-address.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import type { Problem } from '#shared/vocabulary/problem.ts';
import type { Result } from '#shared/vocabulary/result.ts';
import { newBuilder } from '#shared/contract/schemas/fleet.ts';
import { portFix } from '#shared/contract/schemas/port-fix.ts';
import { reason } from '#shared/contract/schemas/words.ts';
import { DEFAULT_PRIORITY } from '#shared/plan/types.ts';

import { MAX_SLOTS } from '../builders/types.ts';

const name = z.string().min(1).max(200);
/** A folder (relative to the project's own) or an http(s) address. */
const location = z.string().min(1).max(4096);
const architecture = z.string().regex(/^[a-z0-9_]{1,32}$/);
const macros = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'A macro’s name has letters, digits and _'), z.coerce.string().max(4000));

/** As dnf means them: the lower priority goes first; `exclude` names what is never taken, by name or NEVRA, `*` and `?` as in a shell. */
const priority = z.number().int().min(0).max(999).default(DEFAULT_PRIORITY);
const names = z.array(name).max(1000).default([]);

/** What the target's evaluations are compared with: another architecture, other macros (left out: the target's), or both. */
const comparison = z.strictObject({ arch: architecture.optional(), dist: z.string().max(64).optional(), macros: macros.optional() }).refine(({ arch, macros: others }) => arch !== undefined || others !== undefined, { error: 'Name an “arch”, “macros” or both to compare with' });

const moduleStream = z.string().max(200).regex(/^[^:\s]+:[^:\s]+$/, 'A stream is written as module:stream');

/** The repository's packages are seen whatever the modules say. */
const moduleHotfixes = z.boolean().default(false);

/** A text that a pure check passes; what the check says is the mistake. */
function checked(max: number, check: (text: string) => Result<string, Problem>) {
  return z.string().max(max).superRefine((text, context) => {
    const result = check(text);
    if (!result.ok) context.addIssue({ code: 'custom', message: result.error.message });
  });
}

/** Trees in a folder, or repositories behind an address, each cloned at the branch when the sources are read. */
const distGit = z
  .strictObject({
    kind: z.literal('dist-git'),
    folder: location.optional(),
    git: checked(2000, checkGitAddress).optional(),
    /** Fills {branch} of look-aside addresses, too. */
    branch: checked(200, checkBranch).optional(),
    /** The repositories that `{name}` in the address stands for. */
    packages: z.array(checked(255, parseSourceName)).max(50_000).default([]),
  })
  .refine(({ folder, git }) => (folder === undefined) !== (git === undefined), { error: 'Either “folder” or “git” says where the trees are', path: ['folder'] })
  .refine(({ git, branch }) => git === undefined || branch !== undefined, { error: 'A “git” address needs the “branch” that is to be cloned', path: ['branch'] })
  .refine(({ git, packages }) => git === undefined || git.includes('{name}') === packages.length > 0, { error: '“packages” names what {name} in the address stands for; one needs the other', path: ['packages'] });

const sourceEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repository'), location, moduleHotfixes }),
  /** `pins`: a file with the digests of the tarballs that the specs name. */
  z.strictObject({ kind: z.literal('specs'), folder: location, pins: location.optional() }),
  distGit,
  /** A folder of SRPMs, known by their headers. */
  z.strictObject({ kind: z.literal('srpms'), folder: location }),
]);
export type SourceEntry = z.output<typeof sourceEntry>;

const foreignBase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repository'), name, location, filelists: z.boolean().default(true), priority, exclude: names, moduleHotfixes }),
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
  target: z.strictObject({ arch: architecture.default('s390x'), dist: z.string().max(64).default(''), macros: macros.default({}), compare: comparison.optional() }),
  reference: z.array(z.strictObject({ location, filelists: z.boolean().default(true), priority, exclude: names, moduleHotfixes })).default([]),
  /** Architectures of the reference that count; empty: the first found and noarch. */
  referenceArchitectures: z.array(name).default(['x86_64', 'noarch']),
  sources: z.array(sourceEntry).default([]),
  /** Where the tarballs of dist-git trees are fetched by their digests, asked in this order. */
  lookaside: z.array(checked(2000, checkTemplate)).max(20).default([]),
  foreignBases: z.array(foreignBase).default([]),
  /** Names of packages; `@build` is a group of the reference's comps. */
  buildGroup: z.array(name).default([]),
  /** Streams that are active beside, or in place of, their modules' defaults. `build`: the components of this one are all that is ported. */
  modules: z.strictObject({ enabled: z.array(moduleStream).max(1000).default([]), build: moduleStream.optional() }).default({ enabled: [] }),
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
