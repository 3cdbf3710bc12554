import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const SSHD = '/usr/sbin/sshd';

/** Whether this machine can run OpenSSH's server for a test. */
export const haveSshd: boolean = existsSync(SSHD) && existsSync('/usr/bin/ssh-keygen');

/** The machine's own sshd on 127.0.0.1, with keys of its own, for as long as it is held. */
export interface RealSshd extends AsyncDisposable {
  readonly port: number;
  readonly user: string;
  /** Temporary folder; goes with the server. */
  readonly folder: string;
  readonly keyFile: string;
  /** `ssh-ed25519 AAAA…` */
  readonly hostKeyLine: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

export function generateKey(path: string, type = 'ed25519', passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', path]);
}

export async function realSshd(hostKeyTypes: readonly string[] = ['ed25519']): Promise<RealSshd> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-sshd-'));
  const keyFile = join(folder, 'id');
  generateKey(keyFile);
  for (const type of hostKeyTypes) generateKey(join(folder, `host-${type}`), type);
  const port = await freePort();
  const config = join(folder, 'sshd_config');
  await writeFile(join(folder, 'authorized_keys'), await readFile(`${keyFile}.pub`), { mode: 0o600 });
  await writeFile(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      ...hostKeyTypes.map((type) => `HostKey ${join(folder, `host-${type}`)}`),
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'PidFile none',
      'MaxStartups 100:30:200',
      // bash reads ~/.bashrc for a command over SSH only at its outermost level: what a person's shell does at its start is no business of a test.
      'SetEnv SHLVL=1',
      '',
    ].join('\n'),
  );
  let child: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await gone;
  };
  const start = async (): Promise<void> => {
    // sshd refuses to start without its privilege separation folder, which a fresh container lacks.
    execFileSync('mkdir', ['-p', '/run/sshd']);
    child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'ignore'] });
    await listening(port);
  };
  await start();
  const [type = '', blob = ''] = (await readFile(join(folder, `host-${hostKeyTypes[0] ?? ''}.pub`), 'utf8')).split(' ');
  return {
    port,
    user: userInfo().username,
    folder,
    keyFile,
    hostKeyLine: `${type} ${blob}`,
    stop,
    start,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when something answers at the port; the connection attempts themselves are the clock. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (up) return;
    await delay(10);
  }
  throw new Error(`Nothing listens at port ${port}.`);
}
