import { rangesOverlap, type Dependency } from '../rpm/dependency.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import type { PackageLookup } from './package-lookup.ts';
import { isHidden } from './visible-base.ts';

/** Binaries of one source: what the repository has of it, or what is to take their place. */
export interface SourceBinaries {
  readonly source: string;
  readonly binaries: readonly BinaryPackage[];
}

/** A source that is still to be built, with what its buildroot asks for. */
export interface WaitingSource {
  readonly source: string;
  readonly buildRequires: readonly Dependency[];
}

/** What a landing is weighed against. */
export interface LandingGround {
  /** What the newest generation has, each source once. */
  readonly own: readonly SourceBinaries[];
  /** The foreign bases that buildroots draw on besides, whole: what is hidden of them follows from `own`. */
  readonly base: PackageLookup;
  readonly waiting: readonly WaitingSource[];
  /** What every buildroot begins with. */
  readonly group: readonly Dependency[];
}

/** A package that a landing takes away from buildroots. */
export interface Going {
  readonly binary: BinaryPackage;
  /** The candidate that does it. */
  readonly source: string;
  /** How, where that does not go without saying. */
  readonly note: string | null;
}

/** A dependency that resolved before and would not any more, or two packages that are wanted together and would clash. */
export interface Break {
  /** The candidate at fault. */
  readonly source: string;
  /** NEVRA of the package that requires it, the name of the source whose BuildRequires it is, or the build group. */
  readonly who: string;
  readonly kind: 'requires' | 'build-requires' | 'clash';
  /** Of a clash: what keeps the two apart, in words. */
  readonly dependency: string;
  /** NEVRA of what served it before; of a clash: of the package that stays. */
  readonly servedBy: string;
  /** How that goes, where it does not go without saying. */
  readonly note: string | null;
  /** Of a clash: NEVRA of the package that comes. */
  readonly clash: string | null;
}

/** A landing taken apart: what comes, what goes, what stays. */
export interface Landing {
  readonly ground: LandingGround;
  readonly coming: readonly { readonly binary: BinaryPackage; readonly source: string }[];
  /** Of the port's own. */
  readonly going: readonly Going[];
  readonly staying: readonly BinaryPackage[];
  /** Of the foreign base, by its id there. */
  readonly goingForeign: ReadonlyMap<number, Going>;
  /** Whether buildroots can have a package of the foreign base before the landing, and after it. */
  readonly visible: { readonly before: (id: number) => boolean; readonly after: (id: number) => boolean };
}

/** What becomes of the repository and of what is seen of the foreign base once the candidates are in, each in place of all that its source has there. */
export function landingOf(ground: LandingGround, candidates: readonly SourceBinaries[]): Landing {
  const { own, base } = ground;
  const coming = candidates.flatMap(({ source, binaries }) => binaries.map((binary) => ({ binary, source })));
  const arriving = new Set(candidates.map(({ source }) => source));
  const there = new Set(own.map(({ source }) => source));
  const obsoletes = obsoletesOf(coming);
  const going: Going[] = [];
  const staying: BinaryPackage[] = [];
  for (const { source, binaries } of own) {
    for (const binary of binaries) {
      const by = arriving.has(source) ? source : obsoletedBy(obsoletes, binary);
      if (by === null) staying.push(binary);
      else going.push({ binary, source: by, note: by === source ? null : obsoletedWords(by) });
    }
  }
  const obsoletedBefore = foreignObsoletes(base, obsoletesOf(own.flatMap(({ source, binaries }) => binaries.map((binary) => ({ source, binary })))));
  const obsoletedAfter = foreignObsoletes(base, obsoletesOf([...staying.map((binary) => ({ source: '', binary })), ...coming]));
  const before = (id: number): boolean => !isHidden(base.sourceOf(id), (source) => there.has(source)) && !obsoletedBefore.has(id);
  const after = (id: number): boolean => !isHidden(base.sourceOf(id), (source) => there.has(source) || arriving.has(source)) && !obsoletedAfter.has(id);
  const goingForeign = new Map<number, Going>();
  const goes = (id: number, source: string, note: string): void => {
    const binary = base.packages[id];
    if (binary !== undefined && before(id) && !after(id) && !goingForeign.has(id)) goingForeign.set(id, { binary, source, note });
  };
  for (const source of arriving) for (const id of base.builtFrom(source)) goes(id, source, `of a foreign base, which is hidden once ${source} has a build of its own`);
  for (const [id, source] of obsoletedAfter) goes(id, source, obsoletedWords(source));
  return { ground, coming, going, staying, goingForeign, visible: { before, after } };
}

type Obsoletes = ReadonlyMap<string, readonly { readonly by: string; readonly range: Extract<Dependency, { kind: 'simple' }> }[]>;

function obsoletesOf(packages: readonly { readonly source: string; readonly binary: BinaryPackage }[]): Obsoletes {
  const found = new Map<string, { by: string; range: Extract<Dependency, { kind: 'simple' }> }[]>();
  for (const { source, binary } of packages) {
    for (const range of binary.obsoletes) {
      if (range.kind !== 'simple') continue;
      const list = found.get(range.name);
      if (list === undefined) found.set(range.name, [{ by: source, range }]);
      else list.push({ by: source, range });
    }
  }
  return found;
}

/** A package is obsoleted by its name and version, whatever it provides (rpm's lib/depends.c, rpmalObsoletes). */
function obsoletedBy(obsoletes: Obsoletes, { name, evr }: BinaryPackage): string | null {
  return obsoletes.get(name)?.find(({ range }) => rangesOverlap(range, { comparison: 'eq', evr }))?.by ?? null;
}

/** The packages of the base that are obsoleted, each with by whom. */
function foreignObsoletes(base: PackageLookup, obsoletes: Obsoletes): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const name of obsoletes.keys()) {
    for (const id of base.named(name)) {
      const binary = base.packages[id];
      const by = binary === undefined ? null : obsoletedBy(obsoletes, binary);
      if (by !== null) found.set(id, by);
    }
  }
  return found;
}

function obsoletedWords(source: string): string {
  return `which ${source} obsoletes`;
}

/** Where the build group stands for whoever begins with it. */
export const THE_BUILD_GROUP = 'the build group';
