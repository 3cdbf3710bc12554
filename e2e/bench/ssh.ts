import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { shell } from '#shared/vocabulary/shell.ts';
import { Connection } from '#electron/core/ssh/connection.ts';
import { HostKeyStore } from '#electron/core/ssh/host-key-store.ts';
import { haveSshd, realSshd, type RealSshd } from '#electron/core/ssh/testing/real-sshd.ts';

import { atLeast, type Benchmark, type Findings } from './findings.ts';
import { outputOf } from './fresh-process.ts';
import { median, timed } from './measure.ts';

const MEGABYTES = 200;
const ROUNDS = 3;
const COMMANDS = 15;

/** How fast log bytes come from a builder. */
export const ssh: Benchmark = {
  name: 'ssh',
  title: 'log bytes over one SSH stream, from this machine’s own sshd',
  run: async () => {
    const data = `generated, ${MEGABYTES} MB`;
    if (!haveSshd || !existsSync('/usr/bin/ssh')) return { data, rows: [], skipped: ['everything: there is no /usr/sbin/sshd or no /usr/bin/ssh here (Debian: openssh-server, openssh-client)'], notes: [] };
    await using sshd = await realSshd();
    return await between(sshd, data);
  },
};

async function between(sshd: RealSshd, data: string): Promise<Findings> {
  const known = join(sshd.folder, 'known');
  await writeFile(known, `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine}\n`);
  const file = join(sshd.folder, 'build.log');
  await writeFile(file, Buffer.alloc(MEGABYTES * 1e6, 'gcc -O2 -g -march=z13 -mtune=z14 -fPIC -c source.c -o source.o\n'));
  const options = { host: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, hostKeys: new HostKeyStore(known) };

  const login = ['-F', '/dev/null', '-o', `UserKnownHostsFile=${known}`, '-o', 'BatchMode=yes', '-i', sshd.keyFile, '-p', String(sshd.port), '-l', sshd.user, '127.0.0.1'];

  const ours = async (): Promise<void> => {
    await using connection = await Connection.open(options);
    using stream = await connection.execStream(shell`cat ${file}`);
    let bytes = 0;
    for await (const chunk of stream) bytes += chunk.length;
    if (bytes !== MEGABYTES * 1e6) throw new Error(`Only ${bytes} bytes came over ssh2.`);
  };
  const theirs = async (): Promise<void> => {
    const child = spawn('/usr/bin/ssh', [...login, shell`cat ${file}`], { stdio: ['ignore', 'pipe', 'ignore'] });
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await new Promise((resolve) => child.on('close', resolve));
    if (bytes !== MEGABYTES * 1e6) throw new Error(`Only ${bytes} bytes came over OpenSSH.`);
  };
  const seconds: Record<'ours' | 'theirs' | 'command' | 'peerCommand', number[]> = { ours: [], theirs: [], command: [], peerCommand: [] };
  for (let round = 0; round < ROUNDS; round++) {
    seconds.ours.push((await timed(ours)).seconds);
    seconds.theirs.push((await timed(theirs)).seconds);
  }
  const master = ['-S', join(sshd.folder, 'master')];
  await outputOf('/usr/bin/ssh', ['-M', '-N', '-f', '-o', 'ControlPersist=yes', ...master, ...login]);
  await using connection = await Connection.open(options);
  for (let round = 0; round < COMMANDS; round++) {
    seconds.command.push((await timed(() => connection.exec(shell`true`))).seconds);
    seconds.peerCommand.push((await timed(() => outputOf('/usr/bin/ssh', [...master, ...login, 'true']))).seconds);
  }
  await outputOf('/usr/bin/ssh', ['-O', 'exit', ...master, ...login]);
  const rate = (list: readonly number[]): number => MEGABYTES / median(list);
  return {
    data,
    rows: [
      { what: 'one stream, ssh2', value: rate(seconds.ours), unit: 'MB/s', peer: { what: 'OpenSSH, ssh … cat file', value: rate(seconds.theirs) }, budgets: [atLeast(0.4, 'ratio'), atLeast(50)] },
      { what: 'a command on an open connection, start to end', value: median(seconds.command) * 1000, unit: 'ms', peer: { what: 'OpenSSH over its open master', value: median(seconds.peerCommand) * 1000 }, budgets: [] },
    ],
    skipped: ['bulk files over the OpenSSH transport: there is none yet'],
    notes: [`Medians of ${ROUNDS} rounds in turns; connecting is counted for both, a command’s time is mostly what the account’s shell needs to start. Server and client share this machine’s processors.`],
  };
}
