import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { SourcePackage } from '#shared/rpm/package.ts';

import { DEFAULT_PRIORITY } from '#shared/plan/types.ts';

import type { ProjectConfig } from '../project/project-schema.ts';
import { isRemote, locate } from './locate.ts';
import { conditionWords, type PassConditions } from './pass-macros.ts';
import type { SourceSurvey, BrokenTree } from './source-survey.ts';
import type { EvaluatedSpec } from './spec-evaluations.ts';

/** One yum repository that a plan is made from. */
export interface RepositoryInput {
  /** A folder (absolute) or an http(s) address. */
  readonly location: string;
  readonly filelists: boolean;
  /** Modular filtering leaves it alone. */
  readonly moduleHotfixes: boolean;
  /** As in dnf: the lower number goes first. */
  readonly priority: number;
  /** Names or NEVRAs of what is never taken from it. */
  readonly exclude: readonly string[];
}

export type ForeignInput =
  | { readonly kind: 'repository'; readonly name: string; readonly repository: RepositoryInput }
  /** What a builder's own root has: capabilities, one a line. */
  | { readonly kind: 'root'; readonly name: string; readonly provides: string };

/** Everything that a plan follows from; plain data, so that it can be sent to a worker and digested. */
export interface PlanInputs {
  readonly arch: string;
  readonly reference: readonly RepositoryInput[];
  readonly referenceArchitectures: readonly string[];
  readonly sources: readonly RepositoryInput[];
  readonly specs: readonly EvaluatedSpec[];
  readonly brokenTrees: readonly BrokenTree[];
  /** Sources that are known by the headers of their SRPMs. */
  readonly srpms: readonly SourcePackage[];
  /** What the specs' second evaluations are for, in words; null: the project compares with nothing. */
  readonly comparison: string | null;
  /** What specs were evaluated for beside the target, in words; null: the pass has no conditions. */
  readonly conditions: string | null;
  readonly foreign: readonly ForeignInput[];
  readonly buildGroup: readonly string[];
  /** `name:stream` */
  readonly enabledStreams: readonly string[];
  /** `name:stream` of the one whose components are ported, and nothing else; null: everything. */
  readonly builtStream: string | null;
  readonly prefer: readonly string[];
  readonly ignore: readonly string[];
  readonly cacheFolder: string;
}

/** What is not in `portolan.yaml`. */
export interface PlanningNow {
  readonly rootProvides: string;
  readonly pass: PassConditions | null;
}

/**
 * The inputs as `portolan.yaml` names them. Throws what reading a list of provides throws.
 *
 * @param now `rootProvides`: what builders said of their own root; stands in where a base that is a root names no list
 */
export async function planInputs(config: ProjectConfig, folder: string, cacheFolder: string, found: Pick<SourceSurvey, 'evaluated' | 'broken' | 'srpms'>, { rootProvides, pass }: PlanningNow): Promise<PlanInputs> {
  const repository = ({ location, filelists = false, priority = DEFAULT_PRIORITY, exclude = [], moduleHotfixes = false }: Pick<RepositoryInput, 'location'> & Partial<RepositoryInput>): RepositoryInput => ({
    location: locate(folder, location),
    filelists,
    priority,
    exclude,
    moduleHotfixes,
  });
  const foreign = config.foreignBases.map(async (base): Promise<ForeignInput> => {
    if (base.kind === 'repository') return { kind: 'repository', name: base.name, repository: repository(base) };
    const provides = base.provides === undefined ? rootProvides : await readFile(locate(folder, base.provides), 'utf8');
    return { kind: 'root', name: base.name, provides };
  });
  return {
    arch: config.target.arch,
    reference: config.reference.map(repository),
    referenceArchitectures: config.referenceArchitectures,
    sources: config.sources.flatMap((source) => (source.kind === 'repository' ? [repository({ location: source.location, moduleHotfixes: source.moduleHotfixes })] : [])),
    specs: found.evaluated,
    brokenTrees: found.broken,
    srpms: found.srpms,
    comparison: comparisonWords(config.target),
    conditions: pass === null || conditionWords(pass) === '' || !found.evaluated.some(({ withoutPass }) => withoutPass !== null) ? null : `pass ${pass.pass} without ${conditionWords(pass)}`,
    foreign: await Promise.all(foreign),
    buildGroup: config.buildGroup,
    enabledStreams: config.modules.enabled,
    builtStream: config.modules.build ?? null,
    prefer: config.prefer,
    ignore: config.ignore,
    cacheFolder,
  };
}

/** `x86_64`, `x86_64 under %fedora 28`, `%fedora 28`. */
function comparisonWords({ arch, compare }: ProjectConfig['target']): string | null {
  if (compare === undefined) return null;
  const macros = Object.entries(compare.macros ?? {}).map(([name, value]) => `%${name} ${value}`).join(', ');
  const other = compare.arch ?? arch;
  if (macros === '') return other;
  return other === arch ? macros : `${other} under ${macros}`;
}

/** Grows when plans of the same inputs would come out differently: an older cache is not used then. */
const PLANNER_VERSION = 10;

/**
 * A digest of the inputs: equal digests mean equal plans. Of a repository in a folder its repomd.xml counts, which names
 * the digest of everything else; of one behind an address only the address, and `remoteStamp` says when it was last read.
 */
export async function inputsDigest(inputs: PlanInputs, remoteStamp: string): Promise<string> {
  const { cacheFolder: _cacheFolder, ...what } = inputs;
  const hash = createHash('sha256').update(JSON.stringify([PLANNER_VERSION, what]));
  const repositories = [...inputs.reference, ...inputs.sources, ...inputs.foreign.flatMap((base) => (base.kind === 'repository' ? [base.repository] : []))];
  for (const { location } of repositories) {
    if (isRemote(location)) hash.update(remoteStamp);
    else hash.update(await readFile(join(location, 'repodata', 'repomd.xml')).catch(() => 'absent'));
  }
  return hash.digest('hex');
}

/** Whether everything lies in folders of this machine, so that reading it needs nobody's leave. */
export function isLocal(inputs: PlanInputs): boolean {
  const locations = [...inputs.reference, ...inputs.sources, ...inputs.foreign.flatMap((base) => (base.kind === 'repository' ? [base.repository] : []))];
  return locations.every(({ location }) => !isRemote(location));
}
