import { METADATA_LIMITS, type MetadataLimits } from './limits.ts';
import { XmlScanner, type XmlHandler } from './xml-scanner.ts';

/** A digest as metadata writes it; `algorithm` is one of those that can be checked. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Lower-case hex of the right length. */
  readonly hex: string;
}

export type ChecksumAlgorithm = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** One file that repomd.xml names. */
export interface RepomdRecord {
  /** `primary`, `filelists`, `modules`, `group`, … */
  readonly type: string;
  /** Relative to the repository (the folder that holds `repodata/`), as written: hostile until checked. */
  readonly href: string;
  readonly checksum: Checksum;
  /** Of the uncompressed file, where it is given. */
  readonly openChecksum: Checksum | null;
  /** Bytes of the file, null where not given. */
  readonly bytes: number | null;
  readonly openBytes: number | null;
}

const HEX_LENGTHS: Readonly<Record<ChecksumAlgorithm, number>> = { sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 };
const ELEMENTS = ['repomd', 'data', 'checksum', 'open-checksum', 'location', 'size', 'open-size'];
const RECORDS_MAX = 1000;

/**
 * Reads repomd.xml, which is small, at once. A record without a location or without a checksum that can be checked is left out:
 * nothing is read unverified. Malformed input is a ProblemError that names `file`.
 */
export function parseRepomd(file: string, bytes: Uint8Array, limits: MetadataLimits = METADATA_LIMITS): readonly RepomdRecord[] {
  const handler = new RepomdHandler();
  const scanner = new XmlScanner(file, ELEMENTS, limits, handler);
  handler.scanner = scanner;
  scanner.push(bytes);
  scanner.finish();
  return handler.records;
}

class RepomdHandler implements XmlHandler {
  scanner: XmlScanner | null = null;
  readonly records: RepomdRecord[] = [];
  private rootSeen = false;
  private type: string | null = null;
  private href = '';
  private algorithm = '';
  private readonly values = new Map<string, string>();
  private algorithms = new Map<string, string>();
  private gathering: string | null = null;

  open(element: number): boolean {
    const name = ELEMENTS[element];
    const scanner = this.reader();
    if (!this.rootSeen && name !== 'repomd') throw scanner.malformed('it is no repomd.xml: its root element is not <repomd>');
    this.rootSeen = true;
    if (name === 'data') {
      this.type = scanner.attribute('type') ?? '';
      this.href = '';
      this.values.clear();
      this.algorithms.clear();
      return false;
    }
    if (name === undefined || this.type === null || name === 'repomd') return false;
    if (name === 'location') {
      this.href = scanner.attribute('href') ?? '';
      return false;
    }
    this.algorithm = scanner.attribute('type') ?? '';
    this.gathering = name;
    this.values.set(name, '');
    this.algorithms.set(name, this.algorithm);
    return true;
  }

  close(element: number): void {
    const name = ELEMENTS[element];
    if (name === this.gathering) this.gathering = null;
    if (name === 'data' && this.type !== null) this.endRecord(this.type);
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    if (this.gathering !== null) this.values.set(this.gathering, (this.values.get(this.gathering) ?? '') + this.reader().text(bytes, start, end));
  }

  private endRecord(type: string): void {
    const checksum = this.checksum('checksum');
    if (this.records.length >= RECORDS_MAX) throw this.reader().tooMuch(`it names more than ${RECORDS_MAX} files`);
    if (this.href !== '' && checksum !== null) {
      this.records.push({ type, href: this.href, checksum, openChecksum: this.checksum('open-checksum'), bytes: this.count('size'), openBytes: this.count('open-size') });
    }
    this.type = null;
  }

  private checksum(name: string): Checksum | null {
    return parseChecksum(this.algorithms.get(name) ?? '', (this.values.get(name) ?? '').trim());
  }

  private count(name: string): number | null {
    const text = (this.values.get(name) ?? '').trim();
    return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
  }

  private reader(): XmlScanner {
    if (this.scanner === null) throw new Error('The handler was used before it had its scanner.');
    return this.scanner;
  }
}

/** A digest by its type's name in metadata (`sha` is sha1) and its hex; null where it is none that can be checked. */
export function parseChecksum(type: string, hex: string): Checksum | null {
  const algorithm = type.toLowerCase() === 'sha' ? 'sha1' : type.toLowerCase();
  if (!isAlgorithm(algorithm) || hex.length !== HEX_LENGTHS[algorithm] || !/^[0-9a-fA-F]*$/.test(hex)) return null;
  return { algorithm, hex: hex.toLowerCase() };
}

function isAlgorithm(text: string): text is ChecksumAlgorithm {
  return Object.hasOwn(HEX_LENGTHS, text);
}
