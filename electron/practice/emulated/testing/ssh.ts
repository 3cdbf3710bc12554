import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ShellCommand } from '#shared/vocabulary/shell.ts';

import type { EmulatedBuilder, GuestUser } from '../fleet.ts';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs commands on emulated builders through OpenSSH's own client, which judges their host keys. */
export async function sshTo(folder: string, builders: readonly EmulatedBuilder[]): Promise<(builder: string, command: ShellCommand, user?: GuestUser) => Promise<Said>> {
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(knownHosts, builders.map(({ knownHostsLine }) => `${knownHostsLine}\n`).join(''));
  return (name, command, user) => {
    const builder = builders.find((each) => each.name === name);
    if (builder === undefined) throw new Error(`no builder ${name}`);
    const { host, port, keyFile } = builder;
    const options = ['BatchMode=yes', 'StrictHostKeyChecking=yes', `UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=none', 'IdentitiesOnly=yes', 'LogLevel=ERROR'];
    return ask('ssh', ['-F', 'none', '-T', ...options.flatMap((option) => ['-o', option]), '-i', keyFile, '-p', String(port), `${user ?? builder.user}@${host}`, command]);
  };
}

function ask(program: string, args: readonly string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
