import type { Dependency, Provide } from '../dependency.ts';
import type { Evr } from '../evr.ts';
import { isSourceArch } from '../nevra.ts';
import type { BinaryPackage, SourcePackage } from '../package.ts';
import { DependencyInterner, readEpoch } from './dependency-interner.ts';
import { METADATA_LIMITS, type MetadataLimits } from './limits.ts';
import { XmlScanner, type XmlHandler } from './xml-scanner.ts';
import type { StartTag } from './xml-tag.ts';

/** Where a package's file lies and how to know it again. */
export interface PackageFile {
  /** The `pkgid`: the digest of the whole RPM, in hex; filelists.xml names packages by it. */
  readonly checksum: string;
  /** `sha256`, `sha1` (also written `sha`), … as the metadata says. */
  readonly checksumType: string;
  /** Relative to the repository, as written: hostile until checked. */
  readonly href: string;
  /** `xml:base`, where packages lie elsewhere than their metadata; nearly always null. */
  readonly base: string | null;
  /** Bytes of the RPM; 0 where unknown. */
  readonly bytes: number;
}

/** One `<package>` of primary.xml, by its architecture a binary or a source package. */
export type PrimaryEntry =
  | { readonly kind: 'binary'; readonly package: BinaryPackage; readonly file: PackageFile }
  | { readonly kind: 'source'; readonly package: SourcePackage; readonly file: PackageFile };

export interface PrimaryOptions {
  readonly limits?: MetadataLimits;
  /** Share one among files, so that equal dependencies are one object. */
  readonly interner?: DependencyInterner;
}

const ELEMENTS = ['metadata', 'package', 'name', 'arch', 'version', 'checksum', 'summary', 'location', 'size', 'sourcerpm', 'provides', 'requires', 'conflicts', 'obsoletes', 'recommends', 'entry', 'file'] as const;
type ElementName = (typeof ELEMENTS)[number];
const TEXTS: ReadonlySet<ElementName> = new Set<ElementName>(['name', 'arch', 'checksum', 'summary', 'sourcerpm', 'file']);
type ListName = 'provides' | 'requires' | 'conflicts' | 'obsoletes' | 'recommends';

/** A fresh, empty package under construction. */
function blank(): Draft {
  return { name: '', arch: '', evr: null, checksum: '', checksumType: '', summary: '', sourcerpm: '', href: '', base: null, bytes: 0, provides: [], requires: [], conflicts: [], obsoletes: [], recommends: [], files: [] };
}

interface Draft {
  name: string;
  arch: string;
  evr: Evr | null;
  checksum: string;
  checksumType: string;
  summary: string;
  sourcerpm: string;
  href: string;
  base: string | null;
  bytes: number;
  provides: Provide[];
  requires: Dependency[];
  conflicts: Dependency[];
  obsoletes: Dependency[];
  recommends: Dependency[];
  files: string[];
}

/**
 * Reads primary.xml (namespace http://linux.duke.edu/metadata/common) from chunks of bytes and hands out each package as it is
 * complete. A package of arch `src` or `nosrc` is a source package, whose Requires are its BuildRequires; its ExclusiveArch is not in this
 * file and stays empty. Requirements of rpm's own features, `rpmlib(…)`, are no dependencies between packages and are dropped.
 * Malformed input and what is beyond the limits is a ProblemError that names the file and the byte.
 */
export class PrimaryReader {
  private readonly scanner: XmlScanner;

  constructor(file: string, onPackage: (entry: PrimaryEntry) => void, options: PrimaryOptions = {}) {
    const limits = options.limits ?? METADATA_LIMITS;
    const handler = new PrimaryHandler(onPackage, limits, options.interner ?? new DependencyInterner());
    this.scanner = new XmlScanner(file, ELEMENTS, limits, handler);
    handler.scanner = this.scanner;
  }

  push(chunk: Uint8Array): void {
    this.scanner.push(chunk);
  }

  finish(): void {
    this.scanner.finish();
  }
}

class PrimaryHandler implements XmlHandler {
  scanner: XmlScanner | null = null;
  private readonly onPackage: (entry: PrimaryEntry) => void;
  private readonly limits: MetadataLimits;
  private readonly interner: DependencyInterner;
  private readonly small = new Map<string, string>();
  private draft: Draft = blank();
  private inPackage = false;
  private rootSeen = false;
  private packages = 0;
  private list: ListName | null = null;
  /** The element whose text is being gathered, and what there is of it. */
  private gathering: ElementName | null = null;
  private gathered = '';

  constructor(onPackage: (entry: PrimaryEntry) => void, limits: MetadataLimits, interner: DependencyInterner) {
    this.onPackage = onPackage;
    this.limits = limits;
    this.interner = interner;
  }

  open(element: number, tag: StartTag): boolean {
    const name = ELEMENTS[element];
    if (!this.rootSeen) this.openRoot(name);
    if (name === undefined) return false;
    if (name === 'entry') {
      if (this.list !== null) this.addEntry(this.list, tag);
      return false;
    }
    if (TEXTS.has(name)) {
      if (!this.inPackage) return false;
      this.gathering = name;
      this.gathered = '';
      if (name === 'checksum') this.draft.checksumType = this.one(this.attribute('type') ?? '');
      return true;
    }
    this.openOther(name);
    return false;
  }

  close(element: number): void {
    const name = ELEMENTS[element];
    if (name === undefined || name === 'entry') return;
    if (name === this.gathering) this.endText(name);
    else if (name === this.list) this.list = null;
    else if (name === 'package') this.endPackage();
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    this.gathered += this.reader().text(bytes, start, end);
  }

  private openRoot(name: ElementName | undefined): void {
    if (name !== 'metadata') throw this.reader().malformed('it is no primary.xml: its root element is not <metadata>');
    this.rootSeen = true;
  }

  private openOther(name: ElementName): void {
    switch (name) {
      case 'package':
        if (this.inPackage) throw this.reader().malformed('a <package> stands inside of another one');
        this.packages += 1;
        if (this.packages > this.limits.packages) throw this.reader().tooMuch(`it has more than ${this.limits.packages} packages`);
        this.inPackage = true;
        this.draft = blank();
        return;
      case 'version': {
        const release = this.attribute('rel');
        this.draft.evr = this.interner.evr(readEpoch(this.reader()), this.attribute('ver') ?? '', release === '' ? null : release);
        return;
      }
      case 'location':
        this.draft.href = this.attribute('href') ?? '';
        this.draft.base = this.attribute('xml:base');
        return;
      case 'size':
        this.draft.bytes = Number(/^[0-9]{1,15}$/.exec(this.attribute('package') ?? '')?.[0] ?? 0);
        return;
      case 'provides':
      case 'requires':
      case 'conflicts':
      case 'obsoletes':
      case 'recommends':
        this.list = this.inPackage ? name : null;
        return;
      default:
        return;
    }
  }

  private addEntry(list: ListName, tag: StartTag): void {
    const dependency = this.interner.entry(tag, this.reader());
    const target: unknown[] = this.draft[list];
    if (target.length >= this.limits.listEntries) throw this.reader().tooMuch(`${this.draft.name} has more than ${this.limits.listEntries} ${list}`);
    if (list === 'provides') {
      if (dependency.kind !== 'simple') throw this.reader().malformed(`${this.draft.name} provides something that cannot be provided`);
      this.draft.provides.push(dependency);
    } else if (list !== 'requires' || dependency.kind !== 'simple' || !dependency.name.startsWith('rpmlib(')) {
      this.draft[list].push(dependency);
    }
  }

  private endText(name: ElementName): void {
    const text = this.gathered;
    this.gathering = null;
    switch (name) {
      case 'file':
        if (this.draft.files.length >= this.limits.listEntries) throw this.reader().tooMuch(`${this.draft.name} has more than ${this.limits.listEntries} files`);
        this.draft.files.push(text);
        return;
      case 'name':
      case 'arch':
        this.draft[name] = this.one(text.trim());
        return;
      case 'sourcerpm':
      case 'checksum':
        this.draft[name] = text.trim();
        return;
      case 'summary':
        this.draft.summary = text;
        return;
      default:
        return;
    }
  }

  private endPackage(): void {
    const { name, arch, evr, files, provides, requires, conflicts, obsoletes, recommends, checksum, checksumType, href, base, bytes } = this.draft;
    this.inPackage = false;
    const missing = name === '' ? 'name' : arch === '' ? 'arch' : evr === null || evr.version === '' ? 'version' : checksum === '' ? 'checksum' : '';
    if (missing !== '' || evr === null) throw this.reader().malformed(`package ${this.packages} (${name === '' ? 'unnamed' : name}) has no ${missing}`);
    const file: PackageFile = { checksum, checksumType, href, base, bytes };
    if (isSourceArch(arch)) {
      this.onPackage({ kind: 'source', file, package: { name, evr, summary: this.draft.summary, buildRequires: requires, buildConflicts: conflicts, exclusiveArch: [], excludeArch: [] } });
    } else {
      this.onPackage({ kind: 'binary', file, package: { name, evr, arch, sourceRpm: this.draft.sourcerpm, provides, requires, conflicts, obsoletes, recommends, files } });
    }
  }

  private attribute(name: string): string | null {
    return this.reader().attribute(name);
  }

  /** One string object for each of the few that come again and again. */
  private one(text: string): string {
    const known = this.small.get(text);
    if (known !== undefined) return known;
    if (this.small.size < 100_000) this.small.set(text, text);
    return text;
  }

  private reader(): XmlScanner {
    if (this.scanner === null) throw new Error('The handler was used before it had its scanner.');
    return this.scanner;
  }
}
