import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { run } from './run.ts';

/** Makes an Ed25519 key pair without a passphrase at `path` and `path`.pub, and returns the public half (`type base64`). */
export async function makeKey(path: string, comment: string, signal?: AbortSignal): Promise<string> {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path], { signal });
  return publicPart(await readFile(`${path}.pub`, 'utf8'));
}

/** Type and blob of a line of a .pub file, without its comment. */
export function publicPart(line: string): string {
  const [type, blob] = line.trim().split(' ');
  if (type === undefined || blob === undefined || !/^[A-Za-z0-9+/]+=*$/.test(blob)) throw new ProblemError('internal', 'ssh-keygen wrote a public key that cannot be read.', line.slice(0, 200));
  return `${type} ${blob}`;
}

/** The fingerprint as OpenSSH writes it: `SHA256:` and the digest of the blob in base64 without padding. */
export function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** A line of known_hosts (sshd(8)) for a port that is not 22. */
export function knownHostsLine(host: string, port: number, publicKey: string): string {
  return `[${host}]:${port} ${publicKey}`;
}
