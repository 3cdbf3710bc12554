import { formatEvr, type Evr } from '#shared/rpm/evr.ts';
import type { Hiding } from '#shared/rpm/modules/hiding.ts';
import { activeStreams, modularFilter, streamTargets, type Filtered, type ModuleSet, type StreamTarget } from '#shared/rpm/modules/module-set.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { RepositoryContents } from '../ingest/read-repository.ts';
import type { PlanInputs, RepositoryInput } from './plan-inputs.ts';

/** A binary package that is not seen. */
export interface HiddenBinary {
  readonly binary: BinaryPackage;
  readonly hiding: Hiding;
}

/** The repositories as they are seen through the modules that are active, and every stream as a target. */
export interface Modular {
  readonly contents: readonly RepositoryContents[];
  /** What each of them hides; runs parallel to `contents`. */
  readonly hidden: readonly (readonly HiddenBinary[])[];
  readonly streams: readonly StreamTarget[];
}

/**
 * Hides what modular filtering hides, from all repositories by what all of them say of modules; `repositories` runs parallel to `contents`.
 * Throws a ProblemError where a stream is enabled that no repository knows.
 */
export function throughModules(contents: readonly RepositoryContents[], repositories: readonly RepositoryInput[], { enabledStreams, arch }: PlanInputs): Modular {
  const set: ModuleSet = { streams: contents.flatMap(({ modules }) => modules.streams), defaults: contents.flatMap(({ modules }) => modules.defaults) };
  const unknown = enabledStreams.find((each) => !set.streams.some(({ name, stream }) => `${name}:${stream}` === each));
  if (unknown !== undefined) throw new ProblemError('not-found', `No repository has the module stream ${unknown}, which “modules” in portolan.yaml enables.`);
  if (set.streams.length === 0) return { contents, hidden: contents.map(() => []), streams: [] };
  const active = activeStreams(set, enabledStreams);
  const hides = modularFilter(set, active);
  const seen = contents.map((each, index) => (repositories[index]?.moduleHotfixes === true ? { contents: each, hidden: [] } : withoutHidden(each, hides)));
  return { contents: seen.map((each) => each.contents), hidden: seen.map(({ hidden }) => hidden), streams: streamTargets(set, active, arch) };
}

function withoutHidden(contents: RepositoryContents, hides: (each: Filtered) => Hiding | null): { readonly contents: RepositoryContents; readonly hidden: readonly HiddenBinary[] } {
  const { binaries, binaryFiles, sources, sourceFiles } = contents.packages;
  const hidings = binaries.map(({ name, evr, arch }) => hides({ name, nevra: nevraOf(name, evr, arch), isSource: false }));
  const isKept = (_: unknown, index: number): boolean => hidings[index] === null;
  const keptSources = sources.map(({ name, evr }) => hides({ name, nevra: nevraOf(name, evr, 'src'), isSource: true }) === null);
  const packages = {
    binaries: binaries.filter(isKept),
    binaryFiles: binaryFiles.filter(isKept),
    sources: sources.filter((_, index) => keptSources[index]),
    sourceFiles: sourceFiles.filter((_, index) => keptSources[index]),
  };
  const hidden = binaries.flatMap((binary, index) => {
    const hiding = hidings[index];
    return hiding === null || hiding === undefined ? [] : [{ binary, hiding }];
  });
  return { contents: { ...contents, packages }, hidden };
}

/** With the epoch, as artifacts are written. */
function nevraOf(name: string, evr: Evr, arch: string): string {
  return `${name}-${evr.epoch}:${formatEvr({ ...evr, epoch: 0 })}.${arch}`;
}

/** The build group with the packages of the groups (`@build`) in it. Throws a ProblemError for a group that no comps has. */
export function expandedBuildGroup(buildGroup: readonly string[], contents: readonly RepositoryContents[]): string[] {
  return buildGroup.flatMap((name) => {
    if (!name.startsWith('@')) return [name];
    const groups = contents.flatMap(({ groups: all }) => all.filter(({ id }) => id === name.slice(1)));
    if (groups.length === 0) throw new ProblemError('not-found', `No repository of the reference has comps with a group ${name}, which “buildGroup” in portolan.yaml names.`);
    return [...new Set(groups.flatMap(({ packages }) => packages))];
  });
}
