import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { morningFindings } from '#shared/plan/first-morning/first-morning.ts';
import { isForArch } from '#shared/plan/for-arch.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import { DEFAULT_PRIORITY, type ForeignBase, type Universe } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import { parseSpecQuery, type SpecResult } from '#shared/rpm/spec-query.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';

import type { IngestProgress } from '../ingest/ingest-options.ts';
import { readRepositories, type RepositoryContents, type RepositoryRequest } from '../ingest/read-repository.ts';
import type { ForeignInput, PlanInputs, RepositoryInput } from './plan-inputs.ts';
import type { PlannedPort, SpecOrigin } from './planned-port.ts';
import type { EvaluatedSpec } from './spec-evaluations.ts';

/** A source with where it came from. */
interface Found {
  readonly source: SourcePackage;
  readonly binaries: readonly BinaryPackage[];
  readonly origin: SpecOrigin | null;
  readonly broken: string | null;
}

const NOWHERE = { epoch: 0, version: '0', release: '0' } as const;

/**
 * Reads everything that the inputs name and plans it. Runs in a worker: it takes seconds for a whole distribution.
 * Throws a ProblemError that names what could not be read; a spec that its builder refused is a broken source instead.
 */
export async function makePlan(inputs: PlanInputs, digest: string, onProgress: (progress: IngestProgress) => void): Promise<PlannedPort> {
  const foreignRepositories = inputs.foreign.flatMap((base) => (base.kind === 'repository' ? [base.repository] : []));
  const requests = [
    ...inputs.reference.map((each) => request(each, 'binary')),
    ...inputs.sources.map((each) => request(each, 'source')),
    ...foreignRepositories.map((each) => request(each, 'binary')),
  ];
  const contents = await readRepositories(requests, { cacheFolder: inputs.cacheFolder, onProgress });
  const reference = contents.slice(0, inputs.reference.length);
  const sources = contents.slice(inputs.reference.length, inputs.reference.length + inputs.sources.length);
  const foreign = contents.slice(inputs.reference.length + inputs.sources.length);

  const found = [...inputs.specs.map(fromSpec), ...sources.flatMap(({ packages }) => packages.sources.map(fromRepository))];
  const byName = new Map<string, Found>();
  // The first of a name is taken: specs before repositories, and these in their order.
  for (const each of found) if (!byName.has(each.source.name)) byName.set(each.source.name, each);
  const kept = [...byName.values()];

  const universe: Universe = {
    sources: kept.map(({ source }) => source),
    reference: [...kept.flatMap(({ binaries }) => binaries), ...reference.flatMap(({ packages }) => packages.binaries)],
    referenceParts: [
      { count: kept.reduce((sum, { binaries }) => sum + binaries.length, 0), priority: DEFAULT_PRIORITY, exclude: [] },
      ...reference.map(({ packages }, index) => ({ count: packages.binaries.length, priority: inputs.reference[index]?.priority ?? DEFAULT_PRIORITY, exclude: inputs.reference[index]?.exclude ?? [] })),
    ],
    foreign: foreignBases(inputs, foreign),
    buildGroup: inputs.buildGroup,
    prefer: inputs.prefer,
    ignore: inputs.ignore,
    architectures: inputs.specs.length > 0 ? [...inputs.referenceArchitectures, inputs.arch] : inputs.referenceArchitectures,
  };
  const plan = planPort(universe);
  const facts = plan.sources.map((planned): SourceFacts => ({ notForArch: !isForArch(planned, inputs.arch), broken: byName.get(planned.name)?.broken ?? null }));
  const origins = plan.sources.map(({ name }) => byName.get(name)?.origin ?? null);
  return { digest, plan, facts, origins, morning: morningFindings(universe, plan) };
}

function request({ location }: RepositoryInput, kind: RepositoryRequest['kind']): RepositoryRequest {
  return { location, kind };
}

function fromRepository(source: SourcePackage): Found {
  return { source, binaries: [], origin: null, broken: null };
}

function fromSpec({ file, path, answers }: EvaluatedSpec): Found {
  const result = answers.refusal === null ? parseSpecQuery(file, answers.source, answers.binaries) : null;
  if (result?.ok === true) {
    const { source, binaries } = result.value satisfies SpecResult;
    return { source, binaries, origin: { file, path, sources: source.sources, patches: source.patches }, broken: null };
  }
  const why = answers.refusal ?? (result?.ok === false ? result.error.message : 'its evaluation cannot be read');
  const name = parseSourceName(file.replace(/\.spec$/, ''));
  return {
    source: { name: name.ok ? name.value : 'unnamed', evr: NOWHERE, summary: '', buildRequires: [], exclusiveArch: [], excludeArch: [] },
    binaries: [],
    origin: { file, path, sources: [], patches: [] },
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
