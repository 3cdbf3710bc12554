import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

import { PackageLookup } from '#shared/plan/package-lookup.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';

import { packedPieces, unpackedPiece } from '../ingest/package-pieces.ts';

const FORM = 'portolan-foreign-2';
const NAME = /^foreign-[0-9a-f]{64}\.v8$/;

/**
 * Puts what buildroots can have of the foreign bases into the cache, for the landing check, and says under which key. What
 * is there already stays, what another plan had goes. A cache that cannot be written (a full disk) is no reason to fail.
 *
 * @param made everything that the packages follow from, so that a key means the same packages
 */
export async function shelveForeign(cacheFolder: string, made: unknown, packages: () => readonly BinaryPackage[]): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify([FORM, made])).digest('hex');
  const file = fileOf(cacheFolder, key);
  if (await access(file).then(() => true, () => false)) return key;
  const part = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(cacheFolder, { recursive: true });
    await writeFile(part, serialize({ form: FORM, pieces: packedPieces(packages()) }));
    await rename(part, file);
    for (const name of await readdir(cacheFolder)) if (NAME.test(name) && name !== `foreign-${key}.v8`) await rm(join(cacheFolder, name), { force: true });
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
  return key;
}

/** The foreign bases as landings are weighed against them: read once for each plan, and held. */
export class ForeignShelf {
  readonly #cacheFolder: string;
  #held: { readonly key: string; readonly lookup: Promise<PackageLookup> } | null = null;

  constructor(cacheFolder: string) {
    this.#cacheFolder = cacheFolder;
  }

  /** @param key that of the plan; null: there is none. What is not in the cache is an empty base. */
  of(key: string | null, pause: () => Promise<void>): Promise<PackageLookup> {
    if (key === null) return Promise.resolve(new PackageLookup());
    if (this.#held?.key !== key) this.#held = { key, lookup: read(fileOf(this.#cacheFolder, key), pause) };
    return this.#held.lookup;
  }
}

async function read(file: string, pause: () => Promise<void>): Promise<PackageLookup> {
  const lookup = new PackageLookup();
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return lookup;
  // Written by `shelveForeign` of this same program, into a folder that only it writes.
  const { pieces } = deserialize(bytes) as { readonly pieces: readonly Uint8Array[] };
  for (const piece of pieces) {
    await pause();
    lookup.add(unpackedPiece(piece));
  }
  return lookup;
}

function fileOf(cacheFolder: string, key: string): string {
  return join(cacheFolder, `foreign-${key}.v8`);
}
