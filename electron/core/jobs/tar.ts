import { ProblemError } from '#shared/vocabulary/problem.ts';

export interface TarFile {
  /** `folder/file` or `file`; each part at most 100 bytes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** A ustar archive of plain files (POSIX.1-1988, pax(1) "ustar Interchange Format"), deterministic: mode 644, time 0, owner 0. */
export function writeTar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [headerOf(name, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf(path: string, size: number): Buffer {
  const slash = path.lastIndexOf('/');
  const name = Buffer.from(path.slice(slash + 1));
  const prefix = Buffer.from(path.slice(0, Math.max(0, slash)));
  if (name.length === 0 || name.length > 100 || prefix.length > 100 || path.includes('\0')) {
    throw new ProblemError('bad-input', `The file name ${JSON.stringify(path)} is too long to be sent to a builder.`);
  }
  const header = Buffer.alloc(BLOCK);
  name.copy(header, 0);
  octal(header, 0o644, 100, 8);
  octal(header, 0, 108, 8);
  octal(header, 0, 116, 8);
  octal(header, size, 124, 12);
  octal(header, 0, 136, 12);
  header.write('        ', 148, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  prefix.copy(header, 345);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function octal(header: Buffer, value: number, at: number, width: number): void {
  header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
}

/** The files of an archive that {@link writeTar} made. Throws `bad-input` on anything else. */
export function readTar(archive: Uint8Array): TarFile[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header[0] === 0) return files;
    const size = Number.parseInt(text(header, 124, 12), 8);
    if (text(header, 257, 6) !== 'ustar' || text(header, 156, 1) !== '0' || !(size >= 0) || at + BLOCK + size > bytes.length) break;
    const prefix = text(header, 345, 155);
    files.push({ name: `${prefix === '' ? '' : `${prefix}/`}${text(header, 0, 100)}`, bytes: bytes.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new ProblemError('bad-input', 'The archive is damaged.');
}

function text(header: Buffer, at: number, length: number): string {
  const field = header.toString('utf8', at, at + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}
