import type { RpmHeader } from './header/rpm-header.ts';

/** What rpm compares where two packages own one path. */
export interface FileMark {
  /** As in `stat`: what it is, and its permissions. */
  readonly mode: number;
  /** `user:group` */
  readonly owner: string;
  /** The digest of a file, with its algorithm's number; where a symbolic link leads; the numbers of a device. Empty for a directory. */
  readonly content: string;
  /** rpm's file colour: 1 for 32-bit ELF, 2 for 64-bit, 0 for everything else. */
  readonly colour: number;
  /** The package owns the path, and brings nothing there. */
  readonly ghost: boolean;
}

/** rpm's include/rpm/rpmtag.h */
const TAGS = { modes: 1030, devices: 1033, digests: 1035, links: 1036, flags: 1037, users: 1039, groups: 1040, colours: 1140, algorithm: 5011, names: 1117 } as const;
/** RPMFILE_GHOST of rpm's include/rpm/rpmfiles.h */
const GHOST = 1 << 6;
/** MD5, where a header names no algorithm (rpm's lib/rpmfi.c). */
const MD5 = 1;
const [KIND, DIRECTORY, REGULAR, LINK, CHARACTERS, BLOCKS] = [0o170000, 0o040000, 0o100000, 0o120000, 0o020000, 0o060000];
/** Hex digits of a digest that are kept: nobody finds two files alike in them. */
const DIGITS = 32;

/** The mark of each file of a package, in the order of its header. */
export function fileMarksOf(header: RpmHeader): FileMark[] {
  const [modes, flags, colours, devices] = [header.integers(TAGS.modes), header.integers(TAGS.flags), header.integers(TAGS.colours), header.integers(TAGS.devices)];
  const [digests, links, users, groups] = [header.strings(TAGS.digests), header.strings(TAGS.links), header.strings(TAGS.users), header.strings(TAGS.groups)];
  const algorithm = header.integers(TAGS.algorithm)[0] ?? MD5;
  return header.strings(TAGS.names).map((_, file) => {
    const mode = (modes[file] ?? 0) & 0xffff;
    const kind = mode & KIND;
    const digest = digests[file] ?? '';
    const content = kind === REGULAR ? (digest === '' ? '' : `${algorithm}:${digest.slice(0, DIGITS)}`) : kind === LINK ? (links[file] ?? '') : kind === CHARACTERS || kind === BLOCKS ? String(devices[file] ?? 0) : '';
    return { mode, owner: `${users[file] ?? ''}:${groups[file] ?? ''}`, content, colour: colours[file] ?? 0, ghost: ((flags[file] ?? 0) & GHOST) !== 0 };
  });
}

export function isDirectory({ mode }: FileMark): boolean {
  return (mode & KIND) === DIRECTORY;
}

/** In what two packages' files of one path differ. */
export type FileDifference = 'kind' | 'permissions' | 'owner' | 'content';

/**
 * Why two files of one path cannot stand together; null where they can: they are the same, one is a ghost, or rpm takes the
 * one of the longer word. As rpm decides it (lib/rpmfi.c, rpmfilesCompare; lib/transaction.c, handleInstInstalledFile): directories
 * count, as far as their permissions and owners go.
 */
export function fileDifference(one: FileMark, other: FileMark): FileDifference | null {
  if (one.ghost || other.ghost) return null;
  const found = differing(one, other);
  return found !== null && one.colour !== 0 && other.colour !== 0 && one.colour !== other.colour ? null : found;
}

function differing(one: FileMark, other: FileMark): FileDifference | null {
  if ((one.mode & KIND) !== (other.mode & KIND)) return 'kind';
  if (one.content !== other.content) return 'content';
  if (one.mode !== other.mode) return 'permissions';
  return one.owner === other.owner ? null : 'owner';
}
