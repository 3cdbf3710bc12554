import { formatDependency, type Comparison, type Dependency, type Provide } from './dependency.ts';
import type { Evr } from './evr.ts';
import type { BinaryPackage, SourcePackage } from './package.ts';
import { parseDependency } from './parse-dependency.ts';
import type { PackageFile } from './repodata/primary.ts';

/** What one repository holds: its packages, and beside each (same place) where its RPM lies. */
export interface PackageSet {
  readonly binaries: readonly BinaryPackage[];
  readonly binaryFiles: readonly PackageFile[];
  readonly sources: readonly SourcePackage[];
  readonly sourceFiles: readonly PackageFile[];
}

/**
 * A {@link PackageSet} as columns: every string, EVR and dependency once, packages as rows of numbers. Cheap to store and to hand to another
 * thread (nothing but strings and typed arrays), quick to make packages of again, and what was one object stays one.
 */
export interface PackageTable {
  readonly strings: readonly string[];
  /** epoch, version, release (−1: none) of each EVR. */
  readonly evrs: Float64Array;
  /** name, comparison, EVR (−1: none) of each dependency; a rich one: its text, −1, −1. */
  readonly dependencies: Int32Array;
  readonly binaries: Int32Array;
  readonly sources: Int32Array;
  /** All lists of all packages, one behind the other; a row holds the length of each of its lists. */
  readonly lists: Int32Array;
}

const COMPARISONS: readonly Comparison[] = ['any', 'lt', 'le', 'eq', 'ge', 'gt'];
const BINARY_COLUMNS = 15;
const SOURCE_COLUMNS = 12;

/** Columns of a package set; `unpackPackages` is the way back. */
export function packPackages(set: PackageSet): PackageTable {
  const packer = new Packer();
  set.binaries.forEach((binary, index) => packer.binary(binary, fileAt(set.binaryFiles, index)));
  set.sources.forEach((source, index) => packer.source(source, fileAt(set.sourceFiles, index)));
  return packer.finish();
}

const NO_FILE: PackageFile = { checksum: '', checksumType: '', href: '', base: null, bytes: 0 };

function fileAt(files: readonly PackageFile[], index: number): PackageFile {
  return files[index] ?? NO_FILE;
}

class Packer {
  private readonly strings: string[] = [];
  private readonly stringNumbers = new Map<string, number>();
  private readonly evrNumbers = new Map<Evr, number>();
  private readonly evrs: number[] = [];
  private readonly dependencyNumbers = new Map<Dependency | Provide, number>();
  private readonly dependencies: number[] = [];
  private readonly binaries: number[] = [];
  private readonly sources: number[] = [];
  private readonly lists: number[] = [];

  binary(binary: BinaryPackage, file: PackageFile): void {
    this.binaries.push(this.string(binary.name), this.evr(binary.evr), this.string(binary.arch), this.string(binary.sourceRpm));
    this.file(this.binaries, file);
    for (const list of [binary.provides, binary.requires, binary.conflicts, binary.obsoletes, binary.recommends]) this.list(this.binaries, list);
    this.texts(this.binaries, binary.files);
  }

  source(source: SourcePackage, file: PackageFile): void {
    this.sources.push(this.string(source.name), this.evr(source.evr), this.string(source.summary));
    this.file(this.sources, file);
    this.list(this.sources, source.buildRequires);
    this.list(this.sources, source.buildConflicts);
    this.texts(this.sources, source.exclusiveArch);
    this.texts(this.sources, source.excludeArch);
  }

  finish(): PackageTable {
    return {
      strings: this.strings,
      evrs: Float64Array.from(this.evrs),
      dependencies: Int32Array.from(this.dependencies),
      binaries: Int32Array.from(this.binaries),
      sources: Int32Array.from(this.sources),
      lists: Int32Array.from(this.lists),
    };
  }

  private file(row: number[], file: PackageFile): void {
    row.push(this.fresh(file.checksum), this.string(file.checksumType), this.fresh(file.href), file.base === null ? -1 : this.string(file.base), this.string(String(file.bytes)));
  }

  private list(row: number[], list: readonly (Dependency | Provide)[]): void {
    row.push(list.length);
    for (const dependency of list) this.lists.push(this.dependency(dependency));
  }

  private texts(row: number[], texts: readonly string[]): void {
    row.push(texts.length);
    for (const text of texts) this.lists.push(this.string(text));
  }

  private string(text: string): number {
    const known = this.stringNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.fresh(text);
    this.stringNumbers.set(text, number);
    return number;
  }

  /** For a string that hardly any two packages have in common: looking for it would cost more than it saves. */
  private fresh(text: string): number {
    this.strings.push(text);
    return this.strings.length - 1;
  }

  private evr(evr: Evr): number {
    const known = this.evrNumbers.get(evr);
    if (known !== undefined) return known;
    const number = this.evrNumbers.size;
    this.evrNumbers.set(evr, number);
    this.evrs.push(evr.epoch, this.string(evr.version), evr.release === null ? -1 : this.string(evr.release));
    return number;
  }

  private dependency(dependency: Dependency | Provide): number {
    const known = this.dependencyNumbers.get(dependency);
    if (known !== undefined) return known;
    const number = this.dependencyNumbers.size;
    this.dependencyNumbers.set(dependency, number);
    if ('kind' in dependency && dependency.kind !== 'simple') this.dependencies.push(this.string(formatDependency(dependency)), -1, -1);
    else this.dependencies.push(this.string(dependency.name), COMPARISONS.indexOf(dependency.comparison), dependency.evr === null ? -1 : this.evr(dependency.evr));
    return number;
  }
}

/** Makes the packages of a table. Throws a RangeError where the numbers of the table do not fit together (it was damaged). */
export function unpackPackages(table: PackageTable): PackageSet {
  return new Unpacker(table).unpack();
}

class Unpacker {
  private readonly table: PackageTable;
  private readonly evrs: Evr[] = [];
  private readonly dependencies: Dependency[] = [];
  private next = 0;

  constructor(table: PackageTable) {
    this.table = table;
  }

  unpack(): PackageSet {
    this.unpackDependencies();
    const { binaries: binaryRows, sources: sourceRows } = this.table;
    const binaries: BinaryPackage[] = [];
    const binaryFiles: PackageFile[] = [];
    for (let row = 0; row < binaryRows.length; row += BINARY_COLUMNS) {
      binaries.push({
        name: this.string(binaryRows[row]),
        evr: at(this.evrs, binaryRows[row + 1]),
        arch: this.string(binaryRows[row + 2]),
        sourceRpm: this.string(binaryRows[row + 3]),
        provides: this.list(binaryRows[row + 9]).map(simpleOf),
        requires: this.list(binaryRows[row + 10]),
        conflicts: this.list(binaryRows[row + 11]),
        obsoletes: this.list(binaryRows[row + 12]),
        recommends: this.list(binaryRows[row + 13]),
        files: this.texts(binaryRows[row + 14]),
      });
      binaryFiles.push(this.file(binaryRows, row + 4));
    }
    const sources: SourcePackage[] = [];
    const sourceFiles: PackageFile[] = [];
    for (let row = 0; row < sourceRows.length; row += SOURCE_COLUMNS) {
      sources.push({
        name: this.string(sourceRows[row]),
        evr: at(this.evrs, sourceRows[row + 1]),
        summary: this.string(sourceRows[row + 2]),
        buildRequires: this.list(sourceRows[row + 8]),
        buildConflicts: this.list(sourceRows[row + 9]),
        exclusiveArch: this.texts(sourceRows[row + 10]),
        excludeArch: this.texts(sourceRows[row + 11]),
      });
      sourceFiles.push(this.file(sourceRows, row + 3));
    }
    if (this.next !== this.table.lists.length) throw new RangeError('The lists of the table do not fit its packages.');
    return { binaries, binaryFiles, sources, sourceFiles };
  }

  private unpackDependencies(): void {
    const { evrs, dependencies } = this.table;
    for (let i = 0; i < evrs.length; i += 3) {
      const release = evrs[i + 2] ?? -1;
      this.evrs.push({ epoch: evrs[i] ?? 0, version: this.string(evrs[i + 1]), release: release < 0 ? null : this.string(release) });
    }
    for (let i = 0; i < dependencies.length; i += 3) {
      const name = this.string(dependencies[i]);
      const comparison = dependencies[i + 1] ?? -1;
      const evr = dependencies[i + 2] ?? -1;
      this.dependencies.push(comparison < 0 ? richOf(name) : { kind: 'simple', name, comparison: at(COMPARISONS, comparison), evr: evr < 0 ? null : at(this.evrs, evr) });
    }
  }

  private file(rows: Int32Array, from: number): PackageFile {
    const base = rows[from + 3] ?? -1;
    return { checksum: this.string(rows[from]), checksumType: this.string(rows[from + 1]), href: this.string(rows[from + 2]), base: base < 0 ? null : this.string(base), bytes: Number(this.string(rows[from + 4])) };
  }

  private list(length: number | undefined): Dependency[] {
    const list: Dependency[] = [];
    for (let i = 0; i < (length ?? 0); i += 1) list.push(at(this.dependencies, this.table.lists[this.next + i]));
    this.next += list.length;
    return list;
  }

  private texts(length: number | undefined): string[] {
    const list: string[] = [];
    for (let i = 0; i < (length ?? 0); i += 1) list.push(this.string(this.table.lists[this.next + i]));
    this.next += list.length;
    return list;
  }

  private string(index: number | undefined): string {
    return at(this.table.strings, index);
  }
}

function at<Item>(items: readonly Item[], index: number | undefined): Item {
  const item = index === undefined ? undefined : items[index];
  if (item === undefined) throw new RangeError('The table names something that it does not hold.');
  return item;
}

function richOf(text: string): Dependency {
  const parsed = parseDependency(text);
  if (!parsed.ok) throw new RangeError(parsed.error.message);
  return parsed.value;
}

function simpleOf(dependency: Dependency): Provide {
  if (dependency.kind !== 'simple') throw new RangeError('The table provides something that cannot be provided.');
  return dependency;
}
