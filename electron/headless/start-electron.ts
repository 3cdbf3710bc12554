import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { missingLibraries, type ElectronState } from './start-decision.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Looks for Electron's binary without importing the package, which would begin to download it: in
 * ELECTRON_OVERRIDE_DIST_PATH, else where the package's own installer puts it (path.txt and dist/).
 */
export async function findElectron(electronPackage: string, platform: NodeJS.Platform, env: Env): Promise<ElectronState> {
  const named = readText(join(electronPackage, 'path.txt'));
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const file =
    override !== undefined && override !== ''
      ? join(override, named ?? (platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'))
      : named === null
        ? null
        : join(electronPackage, 'dist', named);
  if (file === null || !existsSync(file)) return { kind: 'absent' };
  return { kind: 'present', file, missingLibraries: platform === 'linux' ? await librariesMissing(file) : [] };
}

async function librariesMissing(file: string): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)('ldd', [file], { timeout: 10_000 });
    return missingLibraries(stdout);
  } catch {
    // A machine without ldd, or a file that it does not know: starting it will tell.
    return [];
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

const ANSWER_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 15 * 60_000;

/** The address of Electron's releases, or of the mirror that the person has set, as Electron's own installer reads it. */
export function releasesAddress(env: Env): string {
  const mirror = [env['npm_config_electron_mirror'], env['ELECTRON_MIRROR']].find((each) => each !== undefined && each !== '');
  return mirror ?? 'https://github.com/electron/electron/releases/download/';
}

/**
 * Lets Electron's own installer fetch the binary, if its source answers within five seconds at all. Says why there is
 * none otherwise: never throws.
 */
export async function fetchElectron(electronPackage: string, platform: NodeJS.Platform, env: Env, print: (text: string) => void): Promise<ElectronState> {
  const address = releasesAddress(env);
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch {
    return { kind: 'unavailable', why: `Electron is not installed and ${hostOf(address)} cannot be reached` };
  }
  print('Fetching Electron, once (about 120 MB)…');
  const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], { stdio: ['ignore', 'inherit', 'ignore'], timeout: DOWNLOAD_WITHIN_MS });
  await once(installer, 'exit').catch(() => undefined);
  const found = await findElectron(electronPackage, platform, env);
  return found.kind === 'present' ? found : { kind: 'unavailable', why: 'Electron could not be fetched' };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
