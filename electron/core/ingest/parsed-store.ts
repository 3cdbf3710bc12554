import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Raised whenever what is stored, or how it is parsed, changes: older files are then not found any more. */
const FORMAT = 'portolan parsed 2';
const DIGEST_BYTES = 32;

/**
 * Parsed results in the cache folder, each under a key of everything that it was made from. What is missing, damaged or of another
 * format reads as null, for the caller to parse again; it is never an error.
 */
export class ParsedStore {
  private readonly folder: string;

  constructor(cacheFolder: string) {
    this.folder = join(cacheFolder, 'parsed');
  }

  /** `check` turns what was stored into what it is said to be, or throws. */
  async get<Value>(key: string, check: (stored: unknown) => Value): Promise<Value | null> {
    try {
      const bytes = await readFile(this.pathOf(key));
      const body = bytes.subarray(DIGEST_BYTES);
      if (!digestOf(body).equals(bytes.subarray(0, DIGEST_BYTES))) return null;
      return check(deserialize(body));
    } catch {
      return null;
    }
  }

  /** Keeps a value that `structuredClone` could copy. A cache that cannot be written (a full disk) is no reason to fail. */
  async put(key: string, value: unknown): Promise<void> {
    const path = this.pathOf(key);
    const part = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(this.folder, { recursive: true });
      const body = serialize(value);
      await writeFile(part, Buffer.concat([digestOf(body), body]), { flag: 'wx' });
      await rename(part, path);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, createHash('sha256').update(`${FORMAT}\0${process.versions.v8}\0${key}`).digest('hex'));
  }
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
