import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

import { parseRestrictions, type Restriction } from '#shared/s390x/restrictions.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

const STORED_MAX = 16 * 1024 * 1024;
const OPEN_MAX = 64 * 1024 * 1024;
const unzstd = promisify(zlib.zstdDecompress);

/**
 * Reads a list of restrictions, `.json` or `.json.zst`, by package. Throws a {@link ProblemError}: `not-found`, `limit`
 * for more than 16 MiB stored or 64 MiB open, `bad-input` for what is no such list.
 */
export async function readRestrictions(file: string): Promise<ReadonlyMap<string, readonly Restriction[]>> {
  const stored = await readWhole(file);
  const text = new TextDecoder().decode(file.endsWith('.zst') ? await decompressed(stored, file) : stored);
  const list = parseRestrictions(text);
  if (list === null) throw new ProblemError('bad-input', `${file} is no list of restrictions: a JSON array of packages with their tags is expected.`);
  return list;
}

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > STORED_MAX) throw new ProblemError('limit', `${file} is larger than 16 MiB.`);
    return await handle.readFile();
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown;
    throw new ProblemError('not-found', `${file} cannot be read. Is its path in portolan.yaml right?`, thrown instanceof Error ? thrown.message : undefined);
  }
}

async function decompressed(stored: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    return await unzstd(stored, { maxOutputLength: OPEN_MAX });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : '';
    throw /larger than/.test(message) ? new ProblemError('limit', `${file} is longer than 64 MiB when it is decompressed.`) : new ProblemError('bad-input', `${file} is damaged: it cannot be decompressed.`, message);
  }
}
