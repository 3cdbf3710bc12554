import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { judgeHostKey, knownHostLine, knownKeyTypes, parseKnownHosts, type HostKey, type HostKeyVerdict, type KnownHost } from './known-hosts.ts';

const MAX_BYTES = 8 * 1024 * 1024;

/** The host keys that people have vouched for: the project's own known_hosts file, and others that are only read. */
export class HostKeyStore {
  readonly #own: string;
  readonly #others: readonly string[];
  /** Changes of our file happen one after the other. */
  #writing: Promise<void> = Promise.resolve();

  /** `own` is made when the first key is accepted; `others` (for example ~/.ssh/known_hosts) may be absent. */
  constructor(own: string, others: readonly string[] = []) {
    this.#own = own;
    this.#others = others;
  }

  async judge(host: string, port: number, key: HostKey): Promise<HostKeyVerdict> {
    return judgeHostKey(await this.#read(), host, port, key);
  }

  async keyTypes(host: string, port: number): Promise<string[]> {
    return knownKeyTypes(await this.#read(), host, port);
  }

  /** A person vouches for this key. Resolves when it is on disk. */
  accept(host: string, port: number, key: HostKey): Promise<void> {
    const done = this.#writing.then(async () => {
      const before = await readLimited(this.#own);
      const line = knownHostLine(host, port, key);
      if (before.split('\n').includes(line.trimEnd())) return;
      await mkdir(dirname(this.#own), { recursive: true });
      const fresh = `${this.#own}.new`;
      await writeFile(fresh, before + (before === '' || before.endsWith('\n') ? '' : '\n') + line, { mode: 0o600 });
      await rename(fresh, this.#own);
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #read(): Promise<KnownHost[]> {
    const texts = await Promise.all([this.#own, ...this.#others].map(readLimited));
    return texts.flatMap(parseKnownHosts);
  }
}

async function readLimited(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return bytes.length > MAX_BYTES ? '' : bytes.toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) return '';
    throw error;
  }
}
