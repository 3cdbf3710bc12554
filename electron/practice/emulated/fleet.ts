import { join } from 'node:path';

import { parseBuilderName, type BuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { ensureBinfmt } from './binfmt.ts';
import { endFleetFolder, makeFleetFolder, reapFleets } from './fleet-folder.ts';
import { fingerprint, knownHostsLine, makeKey } from './guest-keys.ts';
import { Guest, prepareGuest } from './guest.ts';
import { ensureRoot } from './root-build.ts';
import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import type { RootProgress } from './root-progress.ts';

const MOST_GUESTS = 32;
const HOST = '127.0.0.1';
/** Where the guests' disk is: outside of the overlay that is their root. */
const REPOSITORY_PATH = '/var/lib/portolan/repository';

/** How an emulated builder is reached. */
export interface EmulatedBuilder {
  readonly name: BuilderName;
  readonly host: typeof HOST;
  readonly port: number;
  readonly user: GuestUser;
  /** A private key without a passphrase, for this fleet alone. */
  readonly keyFile: string;
  /** `SHA256:…` */
  readonly hostKeyFingerprint: string;
  /** Its line of a known_hosts file. */
  readonly knownHostsLine: string;
}

/** Either may log in with the fleet's key; `builder` has sudo without a password. */
export type GuestUser = 'root' | 'builder';

export interface FleetOptions {
  /** 3 when neither it nor `names` is given. */
  readonly count?: number | undefined;
  /** Builders' names; `practice-1`, … when left out. */
  readonly names?: readonly string[] | undefined;
  /** Who the builders are reached as; root when left out. */
  readonly user?: GuestUser | undefined;
  /** The program's cache folder, which holds the root. */
  readonly cache?: string | undefined;
  /** The folder below which the fleet keeps its disks; `fleets` in the cache folder when left out. */
  readonly folder?: string | undefined;
  /** Aborts the start; a fleet that is up is ended by {@link EmulatedFleet.stop}. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RootProgress) => void) | undefined;
}

/** Emulated s390x builders that are up. They die with the process that started them, however it dies. */
export interface EmulatedFleet extends AsyncDisposable {
  readonly builders: readonly EmulatedBuilder[];
  /** An empty folder on the first builder, served by a web server of its own to everyone on this machine, guests included. */
  readonly repository: { readonly builder: BuilderName; readonly path: string; readonly url: string };
  /** Kills all that runs on a builder at once, as when its power fails. Its disk stays. */
  powerCut(builder: string): Promise<void>;
  /** Starts a builder with the disk, port and host key it had, and another boot_id; one that is up is reset. */
  boot(builder: string, signal?: AbortSignal): Promise<void>;
  /** Ends all builders and removes their disks; with `keep` they stay, and the folder is returned. */
  stop(options?: { readonly keep?: boolean }): Promise<string | null>;
}

/**
 * Starts emulated builders, making or unpacking their root first if that has not been done. Fleets that a dead process left behind are
 * cleared away. Needs root on Linux (ask `canEmulate` first). Throws a {@link ProblemError}, leaving nothing behind.
 */
export async function startFleet(options: FleetOptions = {}): Promise<EmulatedFleet> {
  const { user = 'root', cache = cacheFolder(), folder: base = join(cache, 'fleets'), signal, onProgress } = options;
  const names = guestNames(options);
  const root = await ensureRoot({ cache, signal, onProgress });
  await ensureBinfmt();
  await reapFleets(base);
  const folder = await makeFleetFolder(base);
  const guests = names.map((name, index) => new Guest({ name, root, folder: join(folder, name), serves: index === 0 }));
  const stop = async ({ keep = false }: { readonly keep?: boolean } = {}): Promise<string | null> => {
    await Promise.all(guests.map((guest) => guest.powerCut()));
    return endFleetFolder(folder, keep);
  };
  const guestOf = (name: string): Guest => {
    const guest = guests.find((each) => each.name === name);
    if (guest === undefined) throw new ProblemError('not-found', `There is no emulated builder named ${JSON.stringify(name.slice(0, 64))}.`);
    return guest;
  };
  try {
    const keyFile = join(folder, 'id_ed25519');
    const clientKey = await makeKey(keyFile, 'portolan practice fleet', signal);
    const hostKeys = await settle(guests.map((guest) => prepareGuest(guest.folder, guest.name, clientKey, signal)));
    await settle(guests.map((guest) => guest.boot(signal)));
    const builders = names.map((name, index): EmulatedBuilder => {
      const { port } = guestOf(name);
      const hostKey = hostKeys[index] ?? '';
      return { name, host: HOST, port, user, keyFile, hostKeyFingerprint: fingerprint(hostKey), knownHostsLine: knownHostsLine(HOST, port, hostKey) };
    });
    const host = guestOf(names[0]);
    return {
      builders,
      repository: { builder: names[0], path: REPOSITORY_PATH, url: `http://${HOST}:${host.webPort}/` },
      powerCut: async (name) => guestOf(name).powerCut(),
      boot: async (name, bootSignal) => guestOf(name).boot(bootSignal),
      stop,
      async [Symbol.asyncDispose]() {
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All of them, or the first failure once every one has ended: what is still starting cannot be cleared away. */
async function settle<Value>(works: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

function guestNames({ names, count = 3 }: FleetOptions): readonly [BuilderName, ...BuilderName[]] {
  const wanted = names ?? Array.from({ length: count }, (_, index) => `practice-${index + 1}`);
  if (wanted.length > MOST_GUESTS) throw new ProblemError('limit', `A practice fleet has at most ${MOST_GUESTS} builders.`);
  if (new Set(wanted).size !== wanted.length) throw new ProblemError('bad-input', 'Two builders of a fleet cannot have one name.');
  const [first, ...others] = wanted.map((name) => {
    const parsed = parseBuilderName(name);
    if (!parsed.ok) throw new ProblemError(parsed.error.code, parsed.error.message);
    return parsed.value;
  });
  if (first === undefined) throw new ProblemError('bad-input', 'A practice fleet has at least one builder.');
  return [first, ...others];
}
