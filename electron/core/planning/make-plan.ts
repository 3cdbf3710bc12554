import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { morningFindings } from '#shared/plan/first-morning/first-morning.ts';
import { isForArch } from '#shared/plan/for-arch.ts';
import type { HiddenPackage } from '#shared/plan/hidden.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import { takenFrom } from '#shared/plan/visible-base.ts';
import { DEFAULT_PRIORITY, type ForeignBase, type Universe } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import { parseSpecQuery, type SpecResult } from '#shared/rpm/spec-query.ts';
import type { StreamTarget } from '#shared/rpm/modules/module-set.ts';
import { targetDifferences, type TargetDifferences } from '#shared/rpm/target-differences.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { IngestProgress, Later } from '../ingest/ingest-options.ts';
import { readRepositories, type RepositoryContents, type RepositoryRequest } from '../ingest/read-repository.ts';
import { shelveForeign } from './foreign-shelf.ts';
import { expandedBuildGroup, throughModules, type HiddenBinary } from './modular.ts';
import type { ForeignInput, PlanInputs, RepositoryInput } from './plan-inputs.ts';
import type { PlannedPort, SpecOrigin } from './planned-port.ts';
import type { BrokenTree } from './source-survey.ts';
import type { EvaluatedSpec, SpecAnswers } from './spec-evaluations.ts';

/** A source with where it came from. */
interface Found {
  readonly source: SourcePackage;
  readonly binaries: readonly BinaryPackage[];
  readonly origin: SpecOrigin | null;
  readonly broken: string | null;
  readonly differences: readonly TargetDifferences[];
}

const NOWHERE = { epoch: 0, version: '0', release: '0' } as const;

/**
 * Reads everything that the inputs name and plans it. Runs in a worker: it takes seconds for a whole distribution.
 * `later` takes what keeps the parsed repositories in the cache; left out, the plan waits for that.
 * Throws a ProblemError that names what could not be read; a spec that its builder refused is a broken source instead.
 */
export async function makePlan(inputs: PlanInputs, digest: string, onProgress: (progress: IngestProgress) => void, later?: Later): Promise<PlannedPort> {
  const foreignRepositories = inputs.foreign.flatMap((base) => (base.kind === 'repository' ? [base.repository] : []));
  const requests = [
    ...inputs.reference.map((each) => ({ ...request(each, 'binary'), withGroups: inputs.buildGroup.some((name) => name.startsWith('@')) })),
    ...inputs.sources.map((each) => request(each, 'source')),
    ...foreignRepositories.map((each) => request(each, 'binary')),
  ];
  const read = await readRepositories(requests, { cacheFolder: inputs.cacheFolder, onProgress, later });
  const { contents, hidden, streams } = throughModules(read, [...inputs.reference, ...inputs.sources, ...foreignRepositories], inputs);
  const reference = contents.slice(0, inputs.reference.length);
  const sources = contents.slice(inputs.reference.length, inputs.reference.length + inputs.sources.length);
  const foreign = contents.slice(inputs.reference.length + inputs.sources.length);

  const found = [...inputs.specs.map((spec) => fromSpec(spec, inputs)), ...inputs.brokenTrees.map(fromBroken), ...inputs.srpms.map(fromHeader), ...sources.flatMap(({ packages }) => packages.sources.map(fromHeader))];
  const byName = new Map<string, Found>();
  // The first of a name is taken: specs and trees before SRPMs, these before repositories, and each in their order.
  for (const each of found) {
    const first = byName.get(each.source.name);
    if (first === undefined) byName.set(each.source.name, each);
    else if (first.origin !== null && first.broken === null && each.origin === null && each.broken === null) byName.set(each.source.name, besideSrpm(first, each.source));
  }
  if (inputs.builtStream !== null) keepComponents(byName, streams, inputs.builtStream);
  const kept = [...byName.values()];

  const architectures = inputs.specs.length > 0 ? [...inputs.referenceArchitectures, inputs.arch] : inputs.referenceArchitectures;
  const universe: Universe = {
    sources: kept.map(({ source }) => source),
    reference: [...kept.flatMap(({ binaries }) => binaries), ...reference.flatMap(({ packages }) => packages.binaries)],
    referenceParts: [
      { count: kept.reduce((sum, { binaries }) => sum + binaries.length, 0), priority: DEFAULT_PRIORITY, exclude: [] },
      ...reference.map(({ packages }, index) => ({ count: packages.binaries.length, priority: inputs.reference[index]?.priority ?? DEFAULT_PRIORITY, exclude: inputs.reference[index]?.exclude ?? [] })),
    ],
    foreign: foreignBases(inputs, foreign),
    buildGroup: expandedBuildGroup(inputs.buildGroup, contents),
    prefer: inputs.prefer,
    ignore: inputs.ignore,
    architectures,
    hidden: hiddenPackages(inputs, architectures, hidden),
  };
  const plan = planPort(universe);
  const made = [inputs.foreign, inputs.ignore, inputs.arch, inputs.enabledStreams, foreign.map((each) => each.digest)];
  const shelf = await shelveForeign(inputs.cacheFolder, made, () => universe.foreign.flatMap((base) => takenFrom(base, universe)));
  const facts = plan.sources.map((planned): SourceFacts => ({ notForArch: !isForArch(planned, inputs.arch), broken: byName.get(planned.name)?.broken ?? null }));
  const origins = plan.sources.map(({ name }) => byName.get(name)?.origin ?? null);
  const differences = plan.sources.map(({ name }) => byName.get(name)?.differences ?? []);
  return { digest, plan, foreign: shelf, facts, origins, differences, streams, buildGroup: universe.buildGroup, sourceRepositories: sources.map(({ packages }) => packages.sources.length), morning: morningFindings(universe, plan) };
}

function request({ location }: RepositoryInput, kind: RepositoryRequest['kind']): RepositoryRequest {
  return { location, kind };
}

function fromHeader(source: SourcePackage): Found {
  return { source, binaries: [], origin: null, broken: null, differences: [] };
}

/** What is evaluated for the target, beside the header of an SRPM, which was true where that was made. */
function besideSrpm(found: Found, header: SourcePackage): Found {
  const difference = targetDifferences(found.source, header, 'its SRPM');
  return difference === null ? found : { ...found, differences: [...found.differences, difference] };
}

function fromBroken({ name, why }: BrokenTree): Found {
  return { source: unread(name), binaries: [], origin: null, broken: why, differences: [] };
}

/** A stream is ported by its components for the architecture alone; one that no source has is a broken source. */
function keepComponents(byName: Map<string, Found>, streams: readonly StreamTarget[], wanted: string): void {
  const target = streams.find(({ module, stream }) => `${module}:${stream}` === wanted);
  if (target === undefined) throw new ProblemError('not-found', `No repository has the module stream ${wanted}, which “modules” in portolan.yaml builds.`);
  const components = new Set(target.order.flat());
  for (const name of byName.keys()) if (!components.has(name)) byName.delete(name);
  for (const name of components) if (!byName.has(name)) byName.set(name, fromBroken({ name, why: `no source of the project has it, which is a component of ${wanted}` }));
}

/** What cannot be read is in the plan all the same: it is part of what is to be ported. */
function unread(name: string): SourcePackage {
  return { name, evr: NOWHERE, summary: '', buildRequires: [], buildConflicts: [], exclusiveArch: [], excludeArch: [] };
}

function fromSpec({ file, path, sourceFolder, tree, answers, plain, withoutPass, compared }: EvaluatedSpec, { comparison, conditions }: PlanInputs): Found {
  const lookaside = tree?.lookaside ?? [];
  const result = answers.refusal === null ? parseSpecQuery(file, answers.source, answers.binaries) : null;
  if (result?.ok === true) {
    const { source, binaries } = result.value satisfies SpecResult;
    const read = (said: SpecAnswers | null): SourcePackage | null => {
      const parsed = said?.refusal === null ? parseSpecQuery(file, said.source, said.binaries) : null;
      return parsed?.ok === true ? parsed.value.source : null;
    };
    // A port fix, or the pass, is no difference between targets.
    const asWritten = plain === null ? source : read(plain);
    const [elsewhere, otherPass] = [read(compared), read(withoutPass)];
    const differences = [
      elsewhere === null || asWritten === null || comparison === null ? null : targetDifferences(asWritten, elsewhere, comparison),
      otherPass === null || conditions === null ? null : targetDifferences(source, otherPass, conditions),
    ].filter((each) => each !== null);
    return { source, binaries, origin: { file, path, sourceFolder, inTree: tree !== null, lookaside, sources: source.sources, patches: source.patches }, broken: null, differences };
  }
  const why = answers.refusal ?? (result?.ok === false ? result.error.message : 'its evaluation cannot be read');
  const name = parseSourceName(tree?.name ?? file.replace(/\.spec$/, ''));
  return {
    source: unread(name.ok ? name.value : 'unnamed'),
    binaries: [],
    origin: { file, path, sourceFolder, inTree: tree !== null, lookaside, sources: [], patches: [] },
    differences: [],
    broken: `rpmspec refused ${file}: ${why.trim().slice(0, 500)}`,
  };
}

function foreignBases(inputs: PlanInputs, repositories: readonly RepositoryContents[]): ForeignBase[] {
  const rest = [...repositories];
  return inputs.foreign.map((base): ForeignBase => {
    if (base.kind === 'root') return { name: base.name, binaries: [rootPackage(base)], architectures: [] };
    const { priority, exclude } = base.repository;
    return { name: base.name, binaries: rest.shift()?.packages.binaries ?? [], architectures: [inputs.arch, 'noarch'], priority, exclude };
  });
}

/** What modular filtering hides of what could be taken otherwise from the reference and the foreign bases. */
function hiddenPackages(inputs: PlanInputs, architectures: readonly string[], hidden: readonly (readonly HiddenBinary[])[]): HiddenPackage[] {
  const { arch, ignore, reference, sources } = inputs;
  const bases = inputs.foreign.flatMap((base) => (base.kind === 'repository' ? [{ repository: base.name, exclude: base.repository.exclude, architectures: [arch, 'noarch'] }] : []));
  const from = [...reference.map(({ location, exclude }) => ({ repository: location, exclude, architectures })), ...sources.map(() => null), ...bases];
  return hidden.flatMap((list, index) => {
    const place = from[index] ?? null;
    if (place === null) return [];
    const takeable = new Set(takenFrom({ name: place.repository, binaries: list.map(({ binary }) => binary), ...place }, { ignore }));
    return list.filter(({ binary }) => takeable.has(binary)).map(({ binary, hiding }) => ({ binary, hiding, repository: place.repository }));
  });
}

/** What a root provides, as the one package that stands for it (`portolan-root-provides`). Lines that are no capability are passed over. */
function rootPackage(base: Extract<ForeignInput, { kind: 'root' }>): BinaryPackage {
  const lines = base.provides.split('\n').map((line) => line.trim());
  const provides = lines.flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const parsed = parseDependency(line);
    return parsed.ok && parsed.value.kind === 'simple' ? [parsed.value] : [];
  });
  return {
    name: 'portolan-root-provides',
    evr: { epoch: 0, version: '1', release: '1' },
    arch: 'noarch',
    sourceRpm: '',
    provides,
    requires: [],
    conflicts: [],
    obsoletes: [],
    recommends: [],
    files: provides.map(({ name }) => name).filter((name) => name.startsWith('/')),
  };
}
