import { isAbsolute, relative, resolve } from 'node:path';

import type { Document } from 'yaml';

import type { StreamTarget } from '#shared/rpm/modules/module-set.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { editProject, parseProject } from './project-file.ts';
import type { ProjectConfig } from './project-schema.ts';

/** A project for one stream of a module, made from the project of the distribution. */
export interface StreamProject {
  /** Of its `portolan.yaml`. */
  readonly text: string;
  /** What a person has to look at, a sentence each. */
  readonly notes: readonly string[];
}

interface Wanted {
  readonly target: StreamTarget;
  /** Every stream that the repositories of the distribution know, as `name:stream`. */
  readonly known: ReadonlySet<string>;
  /** The streams that are active where nothing is enabled but what the distribution's project enables. */
  readonly active: ReadonlySet<string>;
  /** The folders of the distribution's project and of the new one; absolute. */
  readonly from: string;
  readonly to: string;
}

/**
 * The `portolan.yaml` that ports a stream alone: its components, under its dist and macros, with itself and the streams of its buildrequires enabled. Its build order comes as stages of the
 * first pass, but for the last step, whose builds can run together. What else the distribution's project says is kept, with its
 * comments. Throws a ProblemError where that file is not in order, and where nothing of the
 * stream is for the architecture.
 */
export function streamProject(text: string, wanted: Wanted): StreamProject {
  const { config } = parseProject(text);
  if (config === null) throw new ProblemError('bad-input', 'portolan.yaml of the distribution’s project is not in order. Mend it first.');
  const { target, from, to } = wanted;
  const key = `${target.module}:${target.stream}`;
  const components = new Set(target.order.flat());
  if (components.size === 0) throw new ProblemError('bad-input', `${key} has no component that is built for ${config.target.arch}: there is nothing to port.`);
  const notes: string[] = [];
  const { enabled, open, missing } = enabledFor(wanted);
  if (missing.length > 0) notes.push(`No repository has ${missing.join(', ')}, which it wants while it is built: build what that has, or leave it.`);
  if (open.length > 0) notes.push(`It takes any of ${open.join('; ')}: enable one under “modules” if it should not be the default.`);
  if (target.dist === null) notes.push('Its packages carry no dist of a module: the distribution’s own is kept.');
  if (target.notForArch.length > 0) notes.push(`Not for ${config.target.arch}, and left out: ${target.notForArch.join(', ')}.`);
  const edited = editProject(text, (document) => {
    document.set('name', `${config.name}: ${key}`);
    if (target.dist !== null) document.setIn(['target', 'dist'], target.dist);
    for (const [name, value] of Object.entries(target.macros)) document.setIn(['target', 'macros', name], value);
    document.set('modules', document.createNode({ enabled, build: key }));
    moveLocations(document, config, from, to);
    setBranches(document, config, target, components);
    setStages(document, config, target, notes);
    keepOf(document, config, components, notes);
    setRepository(document, config, target, notes);
  });
  notes.push('Its builds begin from the foreign bases alone. Name the repository that the distribution’s project publishes among them, so that it is built on what was ported.');
  return { text: edited, notes };
}

/** Itself, and of each module that its build requires the stream; where several will do, the default if it is one of them. */
function enabledFor({ target, known, active }: Wanted): { readonly enabled: readonly string[]; readonly open: readonly string[]; readonly missing: readonly string[] } {
  const enabled = new Set([`${target.module}:${target.stream}`]);
  const open: string[] = [];
  const missing: string[] = [];
  const byModule = Map.groupBy(target.enabled.filter((each) => each.includes(':')), (each) => each.slice(0, each.indexOf(':')));
  for (const [module, streams] of byModule) {
    if (module === 'platform' || module === target.module) continue;
    const there = streams.filter((each) => known.has(each));
    const [only] = there;
    if (only === undefined) missing.push(...streams.filter((each) => !each.includes(':-')));
    else if (there.length === 1) enabled.add(only);
    else {
      open.push(there.join(' or '));
      if (!there.some((each) => active.has(each))) enabled.add(only);
    }
  }
  return { enabled: [...enabled], open, missing };
}

/** What lies beside the distribution's file is named from the new folder. */
function moveLocations(document: Document, config: ProjectConfig, from: string, to: string): void {
  const move = (path: readonly (string | number)[], location: string | undefined): void => {
    if (location === undefined || isAbsolute(location) || /^https?:/i.test(location)) return;
    document.setIn(path, relative(to, resolve(from, location)));
  };
  config.reference.forEach(({ location }, index) => move(['reference', index, 'location'], location));
  config.sources.forEach((source, index) => {
    if (source.kind === 'repository') move(['sources', index, 'location'], source.location);
    else move(['sources', index, 'folder'], source.folder);
    if (source.kind === 'specs') move(['sources', index, 'pins'], source.pins);
  });
  config.foreignBases.forEach((base, index) => (base.kind === 'repository' ? move(['foreignBases', index, 'location'], base.location) : move(['foreignBases', index, 'provides'], base.provides)));
  move(['knowledge', 'restrictions'], config.knowledge?.restrictions);
}

/** Of repositories behind an address those of the components are cloned, at the branch that CentOS and who follows it keeps for the stream (`c8-stream-5.30`). */
function setBranches(document: Document, config: ProjectConfig, { stream }: StreamTarget, components: ReadonlySet<string>): void {
  config.sources.forEach((source, index) => {
    if (source.kind !== 'dist-git' || source.git === undefined || !source.git.includes('{name}')) return;
    document.setIn(['sources', index, 'packages'], document.createNode([...components], { flow: true }));
    document.setIn(['sources', index, 'branch'], `${source.branch ?? ''}-stream-${stream}`);
  });
}

function setStages(document: Document, config: ProjectConfig, { order }: StreamTarget, notes: string[]): void {
  const stages = order.slice(0, -1).map((builds, index) => ({ name: `build order ${index + 1}`, builds: [...builds] }));
  const node = document.createNode(stages, { flow: true });
  if (!document.has('passes')) document.set('passes', document.createNode([{ mode: 'rolling' }]));
  if (config.passes[0]?.mode === 'frozen') {
    if (stages.length > 0) notes.push('The first pass is frozen, where nothing waits: the build order of the stream is not kept.');
    return;
  }
  if (stages.length === 0) document.deleteIn(['passes', 0, 'stages']);
  else document.setIn(['passes', 0, 'stages'], node);
}

/** Decisions on packages that are no components go; so do patches, which lie beside the distribution's file. */
function keepOf(document: Document, config: ProjectConfig, components: ReadonlySet<string>, notes: string[]): void {
  for (const source of Object.keys(config.leftOut)) if (!components.has(source)) document.deleteIn(['leftOut', source]);
  if (config.edges.length > 0) document.delete('edges');
  for (const [source, fixes] of Object.entries(config.portFixes)) {
    if (!components.has(source)) document.deleteIn(['portFixes', source]);
    else if (fixes.some(({ change }) => change.kind === 'patch')) {
      document.deleteIn(['portFixes', source]);
      notes.push(`The port fixes of ${source} have a patch, and were not taken over.`);
    }
  }
}

/** Two projects must not write into one repository. */
function setRepository(document: Document, { repository, builders }: ProjectConfig, { module, stream }: StreamTarget, notes: string[]): void {
  const tail = `-${module}-${stream}`.replace(/[^A-Za-z0-9._-]/g, '_');
  const builder = repository?.builder ?? builders[0]?.name;
  if (builder === undefined) return;
  document.set('repository', document.createNode({ builder, path: `${repository?.path ?? '/var/lib/portolan'}${tail}`, ...(repository?.url === undefined ? {} : { url: `${repository.url}${tail}` }) }));
  notes.push(`Its repository is one of its own on ${builder}: see “repository”.`);
}
