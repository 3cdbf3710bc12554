import { METADATA_LIMITS, type MetadataLimits } from './limits.ts';
import { XmlScanner, type XmlHandler } from './xml-scanner.ts';

/** The files of one package, found by the `pkgid` that primary.xml gives it as its checksum. */
export interface PackageFiles {
  readonly pkgid: string;
  readonly paths: readonly string[];
}

export interface FilelistsOptions {
  readonly limits?: MetadataLimits;
  /** Only these paths are handed out, the rest is not even decoded; `all` keeps every one, which costs memory. */
  readonly wanted: ReadonlySet<string> | 'all';
}

const ELEMENTS = ['filelists', 'package', 'file'];
const FILELISTS = 0;
const PACKAGE = 1;
const FILE = 2;

/**
 * Reads filelists.xml (namespace http://linux.duke.edu/metadata/filelists) from chunks of bytes and hands out the wanted files of each package
 * that has some; directories and ghosts count as files, as they do for rpm's dependencies.
 */
export class FilelistsReader {
  private readonly scanner: XmlScanner;

  constructor(file: string, onFiles: (files: PackageFiles) => void, options: FilelistsOptions) {
    const limits = options.limits ?? METADATA_LIMITS;
    const handler = new FilelistsHandler(onFiles, limits, options.wanted);
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

class FilelistsHandler implements XmlHandler {
  scanner: XmlScanner | null = null;
  private readonly onFiles: (files: PackageFiles) => void;
  private readonly limits: MetadataLimits;
  private readonly wanted: ReadonlySet<string> | null;
  /** What a path's length and last bytes must hash to before it is worth decoding. */
  private readonly sieve: Uint8Array | null;
  private rootSeen = false;
  private packages = 0;
  private pkgid: string | null = null;
  private paths: string[] = [];
  private gathered: string | null = null;
  private pieces = 0;

  constructor(onFiles: (files: PackageFiles) => void, limits: MetadataLimits, wanted: ReadonlySet<string> | 'all') {
    this.onFiles = onFiles;
    this.limits = limits;
    this.wanted = wanted === 'all' ? null : wanted;
    this.sieve = wanted === 'all' ? null : sieveOf(wanted);
  }

  open(element: number): boolean {
    if (!this.rootSeen) {
      if (element !== FILELISTS) throw this.reader().malformed('it is no filelists.xml: its root element is not <filelists>');
      this.rootSeen = true;
    }
    if (element === FILE) {
      this.pieces = 0;
      return this.pkgid !== null;
    }
    if (element === PACKAGE) this.openPackage();
    return false;
  }

  close(element: number): void {
    if (element === FILE) {
      if (this.gathered !== null) this.keep(this.gathered);
      this.gathered = null;
    } else if (element === PACKAGE) {
      if (this.pkgid !== null && this.paths.length > 0) this.onFiles({ pkgid: this.pkgid, paths: this.paths });
      this.pkgid = null;
    }
  }

  text(bytes: Uint8Array, start: number, end: number, last: boolean, plain: boolean): void {
    this.pieces += 1;
    // Text with entities or in several pieces (a comment within a path) is rare enough to be decoded always.
    if (this.pieces === 1 && last && plain && this.sieve !== null && !mayBeWanted(this.sieve, bytes, start, end)) return;
    this.gathered = (this.gathered ?? '') + this.reader().text(bytes, start, end);
  }

  private openPackage(): void {
    const scanner = this.reader();
    if (this.pkgid !== null) throw scanner.malformed('a <package> stands inside of another one');
    this.packages += 1;
    if (this.packages > this.limits.packages) throw scanner.tooMuch(`it has more than ${this.limits.packages} packages`);
    const pkgid = scanner.attribute('pkgid');
    if (pkgid === null || pkgid === '') throw scanner.malformed(`package ${this.packages} has no pkgid`);
    this.pkgid = pkgid;
    this.paths = [];
  }

  private keep(path: string): void {
    if (this.wanted !== null && !this.wanted.has(path)) return;
    if (this.paths.length >= this.limits.listEntries) throw this.reader().tooMuch(`package ${this.packages} has more than ${this.limits.listEntries} files`);
    this.paths.push(path);
  }

  private reader(): XmlScanner {
    if (this.scanner === null) throw new Error('The handler was used before it had its scanner.');
    return this.scanner;
  }
}

function mayBeWanted(sieve: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return length < 3 || sieve[sieveKey(length, bytes[end - 1] ?? 0, bytes[end - 2] ?? 0, bytes[end - 3] ?? 0)] === 1;
}

function sieveKey(length: number, last: number, before: number, third: number): number {
  return (Math.imul(length, 0x9e5) ^ (last << 8) ^ (before << 4) ^ third) & 0xffff;
}

function sieveOf(wanted: ReadonlySet<string>): Uint8Array {
  const encoder = new TextEncoder();
  const sieve = new Uint8Array(0x10000);
  for (const path of wanted) {
    const bytes = encoder.encode(path);
    const at = (back: number) => bytes[bytes.length - back] ?? 0;
    sieve[sieveKey(bytes.length, at(1), at(2), at(3))] = 1;
  }
  return sieve;
}
