import type { Hiding } from './hiding.ts';
import type { ModuleDefault, ModuleStream } from './modulemd.ts';

/** All that the repositories of a distribution say of modules. */
export interface ModuleSet {
  readonly streams: readonly ModuleStream[];
  readonly defaults: readonly ModuleDefault[];
}

/** `name:stream` of the streams whose packages are seen. */
export type ActiveStreams = ReadonlySet<string>;

/**
 * The streams that are active, as dnf has it (libdnf, ModulePackageContainer): those that are enabled (`name:stream`), of other modules the default, and what these require where
 * but one stream, or a default, will do. A conflict of two streams of one module is not looked for.
 */
export function activeStreams({ streams, defaults }: ModuleSet, enabled: readonly string[]): ActiveStreams {
  const chosen = new Map<string, string>();
  const usual = new Map(defaults.flatMap(({ module, stream }) => (stream === null ? [] : [[module, stream] as const])));
  for (const [module, stream] of usual) chosen.set(module, stream);
  for (const each of enabled) chosen.set(each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1));
  const waiting = [...chosen];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, stream] = next;
    const newest = newestOf(streams.filter((each) => each.name === name && each.stream === stream));
    for (const { requires } of newest?.dependencies ?? []) {
      for (const [module, wanted] of requires) {
        if (module === 'platform' || chosen.has(module)) continue;
        const only = wanted.length === 1 && wanted[0]?.startsWith('-') === false ? wanted[0] : undefined;
        if (only === undefined) continue;
        chosen.set(module, only);
        waiting.push([module, only]);
      }
    }
  }
  return new Set([...chosen].map(([name, stream]) => `${name}:${stream}`));
}

/** What of a package counts here. */
export interface Filtered {
  readonly name: string;
  /** `name-epoch:version-release.arch`, the epoch always there, as artifacts have it. */
  readonly nevra: string;
  /** A source package is hidden by source packages alone. */
  readonly isSource: boolean;
}

/**
 * Tells what modular filtering hides, and why: the artifacts of streams that are not active, and whatever else is called like an artifact of one that is. Null for what is seen.
 * Not for repositories with `module_hotfixes`.
 */
export function modularFilter({ streams }: ModuleSet, active: ActiveStreams): (each: Filtered) => Hiding | null {
  const seen = new Set<string>();
  const others = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  for (const { name, stream, artifacts } of streams) {
    const key = `${name}:${stream}`;
    const isActive = active.has(key);
    for (const artifact of artifacts) {
      if (!isActive) put(others, artifact, key);
      else {
        seen.add(artifact);
        put(names, nameKey(artifact.slice(0, artifact.lastIndexOf('-', artifact.lastIndexOf('-') - 1)), isSourceArtifact(artifact)), key);
      }
    }
  }
  const insteadOf = (keys: readonly string[]): string[] => {
    const modules = new Set(keys.map(moduleOf));
    return [...active].filter((each) => modules.has(moduleOf(each))).sort();
  };
  return ({ name, nevra, isSource }) => {
    if (seen.has(nevra)) return null;
    const inactive = others.get(nevra);
    if (inactive !== undefined) {
      const keys = [...inactive].sort();
      return { kind: 'inactive', streams: keys, instead: insteadOf(keys) };
    }
    const shadowing = names.get(nameKey(name, isSource));
    return shadowing === undefined ? null : { kind: 'shadowed', streams: [...shadowing].sort() };
  };
}

function put(map: Map<string, Set<string>>, key: string, stream: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([stream]));
  else known.add(stream);
}

function moduleOf(stream: string): string {
  return stream.slice(0, stream.indexOf(':'));
}

function isSourceArtifact(artifact: string): boolean {
  return /\.(no)?src$/.test(artifact);
}

function nameKey(name: string, isSource: boolean): string {
  return isSource ? `src ${name}` : name;
}

/** A stream as a target of its own: what it takes to build it. */
export interface StreamTarget {
  readonly module: string;
  readonly stream: string;
  readonly version: string;
  readonly active: boolean;
  /** The part of the releases that tells it (`.module+el8.3.0+8944+1ca16b1f`), its %dist; null where it names no artifact that has one. */
  readonly dist: string | null;
  /** Macros that are defined while it is built, %dist aside. */
  readonly macros: Readonly<Record<string, string>>;
  /** `name:stream` of what has to be enabled while it is built; `name` alone where any will do. */
  readonly enabled: readonly string[];
  /** Its components by build order: those of one list can be built together. */
  readonly order: readonly (readonly string[])[];
  /** Components that are not built for the architecture. */
  readonly notForArch: readonly string[];
}

/** Each stream once, by its newest build, sorted by name and stream. */
export function streamTargets({ streams }: ModuleSet, active: ActiveStreams, arch: string): StreamTarget[] {
  const byStream = Map.groupBy(streams, ({ name, stream }) => `${name}:${stream}`);
  return [...byStream].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, builds]) => {
    const newest = newestOf(builds);
    if (newest === undefined) return [];
    const isFor = ({ arches }: ModuleStream['components'][number]): boolean => arches.length === 0 || arches.includes(arch);
    const groups = Map.groupBy(newest.components.filter(isFor), ({ buildOrder }) => buildOrder);
    return [{
      module: newest.name,
      stream: newest.stream,
      version: newest.version,
      active: active.has(key),
      dist: distOf(newest.artifacts),
      macros: newest.macros,
      enabled: [...new Set(newest.dependencies.flatMap(({ buildRequires }) => [...buildRequires].flatMap(([module, wanted]) => (wanted.length === 0 ? [module] : wanted.map((stream) => `${module}:${stream}`)))))].sort(),
      order: [...groups].sort(([a], [b]) => a - b).map(([, components]) => components.map(({ name }) => name).sort()),
      notForArch: newest.components.filter((component) => !isFor(component)).map(({ name }) => name).sort(),
    }];
  });
}

function newestOf(builds: readonly ModuleStream[]): ModuleStream | undefined {
  return builds.reduce<ModuleStream | undefined>((newest, each) => (newest === undefined || isNewer(each.version, newest.version) ? each : newest), undefined);
}

/** Versions are digits that need not fit a number. */
function isNewer(a: string, b: string): boolean {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length === right.length ? left > right : left.length > right.length;
}

/** What most of its artifacts have. */
function distOf(artifacts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const artifact of artifacts) {
    const dist = /(\.module[+_][A-Za-z0-9._+]*?)(?:\.[0-9]+)?\.[A-Za-z0-9_]+$/.exec(artifact)?.[1];
    if (dist !== undefined) counts.set(dist, (counts.get(dist) ?? 0) + 1);
  }
  return [...counts].reduce<readonly [string | null, number]>((most, each) => (each[1] > most[1] ? each : most), [null, 0])[0];
}
