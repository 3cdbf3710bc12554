import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { practiceStatus } from '#electron/practice/emulated/practice.ts';
import { readPracticeRecord } from '#electron/practice/emulated/practice-record.ts';
import { cacheFolder } from '#electron/core/places/cache-folder.ts';

/** Why emulated builders cannot be had here; null when they can. */
export async function lackOfGuests(): Promise<string | null> {
  const { rootCached, missing } = await practiceStatus(cacheFolder());
  if (missing.length > 0) return `needs ${missing.map(({ what }) => what).join(', ')}`;
  return rootCached ? null : 'needs the root of the emulated builders (npm run setup)';
}

/** The repository that the emulated builders' first one serves. */
export async function repositoryUrl(): Promise<string> {
  const record = await readPracticeRecord(cacheFolder());
  if (record === null) throw new Error('No emulated builders are running.');
  return record.repository.url;
}

/** Everything that a builder's own log of an attempt says, copied while it grows, by OpenSSH and tail. */
export class BuilderLog {
  readonly #child: ChildProcess;
  readonly #chunks: Buffer[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on('data', (bytes: Buffer) => this.#chunks.push(bytes));
  }

  static async follow(builder: string, attempt: string): Promise<BuilderLog> {
    const record = await readPracticeRecord(cacheFolder());
    const guest = record?.builders.find(({ name }) => name === builder);
    if (guest === undefined) throw new Error(`${builder} is not running.`);
    const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-i', guest.keyFile, '-p', String(guest.port)];
    const file = `/var/lib/portolan/jobs/${attempt}/log`;
    // tail keeps the file open, so its last bytes come although the folder is cleaned up.
    return new BuilderLog(spawn('ssh', [...options, `${guest.user}@${guest.host}`, `tail -c +1 -f ${file}`], { stdio: ['ignore', 'pipe', 'ignore'] }));
  }

  /** What has arrived; complete once the attempt has ended and `length` bytes are there. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill();
    await gone;
  }
}
