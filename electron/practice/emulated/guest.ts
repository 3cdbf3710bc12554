import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { GUEST_SCRIPT, SSHD_CONFIG } from './guest-script.ts';
import { makeKey } from './guest-keys.ts';
import { freePort, sshBanner } from './ports.ts';
import { childrenOf, identify, signalProcess, type ProcessIdentity } from './process-identity.ts';
import { ADMIN_PATH } from './run.ts';

/** An emulated s390x program takes its time on a busy machine; three guests on two idle cores are up in two seconds. */
const BOOT_LIMIT_MS = 60_000;
/** How often another port is tried when somebody takes the one that was free a moment ago. */
const PORT_ATTEMPTS = 4;
const TAIL_CHARACTERS = 4000;
/** The file in a guest's folder that names its process, for whoever finds the folder after its owner died. */
const PROCESS_FILE = 'process.json';
const START_FILE = 'start.sh';

export interface GuestOptions {
  readonly name: string;
  /** The shared root; nothing writes to it. */
  readonly root: string;
  /** The guest's own folder; made by {@link prepareGuest}. */
  readonly folder: string;
  /** Whether it serves /var/lib/portolan/repository over HTTP. */
  readonly serves: boolean;
}

/** One emulated builder: namespaces of this machine's kernel in which all programs are s390x ones. */
export class Guest {
  readonly name: string;
  readonly folder: string;
  readonly #options: GuestOptions;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #port = 0;
  #webPort = 0;

  constructor(options: GuestOptions) {
    this.#options = options;
    this.name = options.name;
    this.folder = options.folder;
  }

  /** The port of its sshd on 127.0.0.1; the same at every boot. 0 before the first. */
  get port(): number {
    return this.#port;
  }

  /** The port of its repository's web server on 127.0.0.1; 0 when it serves none. */
  get webPort(): number {
    return this.#webPort;
  }

  get isUp(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it with the disk it has, and returns when its sshd answers. One that is up is cut off first, as by a reset. */
  async boot(signal?: AbortSignal): Promise<void> {
    await this.powerCut();
    const firstBoot = this.#port === 0;
    for (let attempt = 1; ; attempt += 1) {
      if (firstBoot) {
        this.#port = await freePort();
        this.#webPort = this.#options.serves ? await freePort() : 0;
      }
      const words = await this.#tryBoot(signal);
      if (words === null) return;
      if (signal?.aborted === true) throw new ProblemError('cancelled', 'Cancelled.');
      if (attempt === PORT_ATTEMPTS || !/address already in use|cannot bind/i.test(words)) {
        throw new ProblemError('internal', `The emulated builder ${this.name} did not come up.`, words);
      }
    }
  }

  /** Kills everything in it at once, as when its power fails; returns when nothing of it runs. Its disk stays. */
  async powerCut(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    // The namespace's first process: its end is the end of all others, and unshare waits for it. Before it is there, unshare is all there is.
    const [first] = await childrenOf(child.pid);
    if (this.isUp) {
      try {
        process.kill(first ?? child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself meanwhile.
      }
    }
    await this.#ended;
    this.#child = null;
  }

  /** Null when it is up, else what it said. */
  async #tryBoot(signal: AbortSignal | undefined): Promise<string | null> {
    const { root, folder, name } = this.#options;
    // Death of this process kills unshare (setpriv), whose death kills the namespace (--kill-child). A session of its own: a Ctrl-C in
    // the terminal is for us, and we take the guests down in order.
    const child = spawn(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', 'unshare', '--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child=KILL'],
        ...['sh', join(folder, START_FILE), root, folder, name, String(this.#port), String(this.#webPort)],
      ],
      { env: { PATH: ADMIN_PATH }, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    this.#child = child;
    let tail = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-TAIL_CHARACTERS)));
    const gone = new AbortController();
    this.#ended = once(child, 'exit').catch((error: unknown) => {
      tail += String(error);
      this.#child = null;
    });
    void this.#ended.then(() => gone.abort());
    if (child.pid !== undefined) await this.#remember(child.pid);
    try {
      await sshBanner(this.#port, AbortSignal.any([gone.signal, AbortSignal.timeout(BOOT_LIMIT_MS), ...(signal === undefined ? [] : [signal])]));
      if (!gone.signal.aborted) return null;
    } catch {
      // Gone, too slow, or cancelled: what it said is told below.
    }
    await this.powerCut();
    return tail === '' ? 'It said nothing.' : tail;
  }

  async #remember(pid: number): Promise<void> {
    await writeFile(join(this.folder, PROCESS_FILE), JSON.stringify(await identify(pid)));
  }
}

/** Lays out a guest's folder: an empty disk, and a host key of its own. Returns its public host key. */
export async function prepareGuest(folder: string, name: string, clientKey: string, signal?: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const part of ['upper', 'work', 'disk', 'merged', 'ssh']) await mkdir(join(folder, part), { mode: 0o755 });
  await writeFile(join(folder, START_FILE), GUEST_SCRIPT);
  const ssh = join(folder, 'ssh');
  const hostKey = await makeKey(join(ssh, 'ssh_host_ed25519_key'), name, signal);
  await writeFile(join(ssh, 'authorized_keys'), `${clientKey}\n`);
  await writeFile(join(ssh, 'sshd_config'), SSHD_CONFIG);
  return hostKey;
}

/** Ends what may still run of a guest whose owner is dead, and removes its folder. */
export async function reapGuest(folder: string): Promise<void> {
  const left = parseIdentity(await readFile(join(folder, PROCESS_FILE), 'utf8').catch(() => ''));
  if (left !== null) {
    for (const pid of await childrenOf(left.pid)) {
      const first = await identify(pid);
      if (first !== null && (await identify(left.pid))?.startTicks === left.startTicks) await signalProcess(first, 'SIGKILL');
    }
    await signalProcess(left, 'SIGKILL');
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function parseIdentity(text: string): ProcessIdentity | null {
  const [, pid, startTicks] = /^\{"pid":(\d+),"startTicks":(\d+)\}$/.exec(text) ?? [];
  return pid === undefined || startTicks === undefined ? null : { pid: Number(pid), startTicks: Number(startTicks) };
}
