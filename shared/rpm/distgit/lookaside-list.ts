import { problem, type Problem } from '../../vocabulary/problem.ts';

/** The digests that look-aside caches go by. */
export type HashType = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** A file that a dist-git tree leaves to the look-aside cache. */
export interface LookasideFile {
  /** One path component, as the spec's Source names it. */
  readonly file: string;
  readonly hashType: HashType;
  /** Lower-case hex. */
  readonly hash: string;
}

export interface LookasideList {
  readonly files: readonly LookasideFile[];
  /** What was passed over, each naming the list and the line. */
  readonly problems: readonly Problem[];
}

/** How much of a list is read: the longest of a whole distribution (texlive) has some thousand lines. */
export const LIST_LENGTH_MAX = 4_000_000;
export const LIST_FILES_MAX = 20_000;
/** More than these are counted, not told. */
const PROBLEMS_MAX = 20;

/** What made a digest of so many hex digits; undefined where none did. */
export function hashTypeOf(hex: string): HashType | undefined {
  return /^[0-9a-f]+$/.test(hex) ? BY_LENGTH.get(hex.length) : undefined;
}

const BY_LENGTH: ReadonlyMap<number, HashType> = new Map([[32, 'md5'], [40, 'sha1'], [64, 'sha256'], [128, 'sha512']]);

/**
 * Reads `.NAME.metadata` of the CentOS layout: `<hash> SOURCES/<file>` a line (git.centos.org's get_sources.sh), the hash a SHA-1 there, a SHA-256 with
 * others who keep that layout. `where` names the list in problems. Never throws: what cannot be meant is a problem, the rest is read.
 */
export function parseMetadata(text: string, where: string): LookasideList {
  return readList(text, where, (line) => {
    const [, hash, path] = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined) return 'is neither a digest with a file nor empty';
    return fileOf(path.startsWith('SOURCES/') ? path.slice('SOURCES/'.length) : path, hash, undefined);
  });
}

/**
 * Reads `sources` of the Fedora layout: `SHA512 (file) = hex` a line, or the older `md5  file` (pyrpkg's sources.py). As {@link parseMetadata} otherwise.
 */
export function parseSources(text: string, where: string): LookasideList {
  return readList(text, where, (line) => {
    const [, type, inBrackets, hex] = /^([A-Za-z0-9]+) \((.+)\) = ([0-9A-Fa-f]+)$/.exec(line) ?? [];
    if (type !== undefined && inBrackets !== undefined && hex !== undefined) return fileOf(inBrackets, hex, type.toLowerCase());
    const [, hash, file] = /^([0-9A-Fa-f]{32})[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (hash === undefined || file === undefined) return 'is neither “SHA512 (file) = digest” nor “md5  file”';
    return fileOf(file, hash, 'md5');
  });
}

/** Why a name cannot be that of a file in one folder; null when it can. */
export function wrongFileName(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'is no file name';
  if (name.includes('/') || name.includes('\\')) return 'leads into another folder';
  // Control characters: a NUL ends a path early, a line break a line of a list.
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'holds a control character';
  if (name.length > 255) return 'is longer than 255 characters';
  return null;
}

function fileOf(file: string, hash: string, type: string | undefined): LookasideFile | string {
  const wrong = wrongFileName(file);
  if (wrong !== null) return `names ${shown(file)}, which ${wrong}`;
  const hashType = hashTypeOf(hash.toLowerCase());
  if (hashType === undefined || (type !== undefined && type !== hashType)) return `has a digest of ${shown(file)} that is no ${type ?? 'MD5, SHA-1, SHA-256 or SHA-512'}`;
  return { file, hashType, hash: hash.toLowerCase() };
}

function readList(text: string, where: string, readLine: (line: string) => LookasideFile | string): LookasideList {
  if (text.length > LIST_LENGTH_MAX) return { files: [], problems: [problem('limit', `${where} is longer than ${LIST_LENGTH_MAX} characters and was not read.`)] };
  const files = new Map<string, LookasideFile>();
  const wrong: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    if (line.trim() === '' || line.startsWith('#')) continue;
    const read = readLine(line);
    if (typeof read === 'string') wrong.push(`Line ${index + 1} of ${where} ${read}; it was passed over.`);
    else if (files.has(read.file) && files.get(read.file)?.hash !== read.hash) wrong.push(`Line ${index + 1} of ${where} gives ${shown(read.file)} a second digest; the first counts.`);
    else if (files.size >= LIST_FILES_MAX) wrong.push(`${where} names more than ${LIST_FILES_MAX} files; line ${index + 1} was passed over.`);
    else files.set(read.file, read);
  }
  const told = wrong.slice(0, PROBLEMS_MAX).map((words) => problem('bad-input', words));
  if (wrong.length > told.length) told.push(problem('bad-input', `${where} has ${wrong.length - told.length} more lines that were passed over.`));
  return { files: [...files.values()], problems: told };
}

function shown(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
