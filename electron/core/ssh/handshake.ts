import { readFile } from 'node:fs/promises';
import ssh2, { type Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { fingerprintOf, keyTypeOf, type HostKey, type HostKeyVerdict } from './known-hosts.ts';
import type { HostKeyStore } from './host-key-store.ts';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Path of a private key without a passphrase. */
  readonly keyFile: string;
  readonly hostKeys: HostKeyStore;
  /** `SHA256:…`: only this key counts, whatever the store says. */
  readonly pinnedHostKey?: string | undefined;
  /** Until the login is done. Default 15,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** A silent line is asked this often and given up after the third question without an answer. Default 10,000. */
  readonly keepaliveMs?: number | undefined;
}

/** The server's key is not one that anybody has vouched for. `key` is what {@link HostKeyStore.accept} takes. */
export class HostKeyError extends ProblemError {
  readonly verdict: Exclude<HostKeyVerdict, { kind: 'known' }>;
  readonly key: HostKey;

  constructor(host: string, verdict: Exclude<HostKeyVerdict, { kind: 'known' }>, key: HostKey) {
    super('refused', sentenceFor(host, verdict));
    this.name = 'HostKeyError';
    this.verdict = verdict;
    this.key = key;
  }
}

function sentenceFor(host: string, verdict: Exclude<HostKeyVerdict, { kind: 'known' }>): string {
  switch (verdict.kind) {
    case 'unknown':
      return `Nobody has vouched for the host key of ${host} yet (${verdict.fingerprint}). Compare it with the machine's own, then accept it.`;
    case 'changed':
      return `${host} answers with another host key (${verdict.fingerprint}) than the known one (${verdict.expected.join(', ')}). Either it was installed anew, or somebody stands between. Nothing was sent.`;
    case 'revoked':
      return `${host} answers with a host key that was revoked (${verdict.fingerprint}). Nothing was sent.`;
  }
}

/** What fails for good until a person acts: trying again would fail in the same way. */
export class LoginError extends ProblemError {}

const RSA: readonly ServerHostKeyAlgorithm[] = ['rsa-sha2-512', 'rsa-sha2-256'];
/** ssh2's own list without ssh-rsa (SHA-1) and ssh-dss. */
const HOST_KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  ...RSA,
];

/** Asks first for the types that are known for the host, as ssh(1) does. */
export function hostKeyAlgorithms(knownTypes: readonly string[]): ServerHostKeyAlgorithm[] {
  const known = HOST_KEY_ALGORITHMS.filter((name) => knownTypes.includes(RSA.includes(name) ? 'ssh-rsa' : name));
  return [...known, ...HOST_KEY_ALGORITHMS.filter((name) => !known.includes(name))];
}

/** Reads the key before any connection is tried, so that a missing or locked file is named as what it is. */
async function readKey(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new LoginError('not-found', `The key file ${path} cannot be read.`, String(error));
  });
  const parsed = ssh2.utils.parseKey(bytes);
  if (parsed instanceof Error) {
    const locked = /encrypted|passphrase/i.test(parsed.message);
    throw new LoginError(
      locked ? 'unsupported' : 'bad-input',
      locked ? `The key file ${path} has a passphrase. Name one without, or make one for Portolan alone.` : `${path} is not a private key.`,
      parsed.message,
    );
  }
  return bytes;
}

/**
 * Connects and logs in. Throws {@link HostKeyError}, {@link LoginError} (both final), or a ProblemError `unreachable`
 * (worth another try).
 */
export async function handshake(options: ConnectionOptions, signal?: AbortSignal): Promise<Client> {
  const privateKey = await readKey(options.keyFile);
  const types = options.pinnedHostKey === undefined ? await options.hostKeys.keyTypes(options.host, options.port) : [];
  signal?.throwIfAborted();
  const client = new ssh2.Client();
  let refusal: HostKeyError | null = null;
  const config: ConnectConfig = {
    host: options.host,
    port: options.port,
    username: options.user,
    privateKey,
    readyTimeout: options.connectTimeoutMs ?? 15_000,
    keepaliveInterval: options.keepaliveMs ?? 10_000,
    keepaliveCountMax: 3,
    algorithms: { serverHostKey: hostKeyAlgorithms(types) },
    hostVerifier: (blob: Buffer, verify: (valid: boolean) => void) => {
      judge(options, { type: keyTypeOf(blob), blob: Buffer.from(blob) }).then(
        (error) => {
          refusal = error;
          verify(error === null);
        },
        () => {
          verify(false);
        },
      );
    },
  };
  return new Promise((resolve, reject) => {
    const give = (error: Error): void => {
      signal?.removeEventListener('abort', abort);
      // A client that is being torn down may still complain; nobody is left to hear it.
      client.removeAllListeners().on('error', () => undefined);
      client.destroy();
      reject(error);
    };
    const abort = (): void => {
      give(new ProblemError('cancelled', 'Cancelled.'));
    };
    signal?.addEventListener('abort', abort, { once: true });
    client
      .on('ready', () => {
        signal?.removeEventListener('abort', abort);
        client.removeAllListeners('error').removeAllListeners('close');
        resolve(client);
      })
      .on('error', (error: Error & { level?: string }) => {
        give(refusal ?? connectProblem(options, error));
      })
      .on('close', () => {
        give(refusal ?? new ProblemError('unreachable', `${options.host}:${options.port} closed the connection before the login was done.`));
      })
      .connect(config);
  });
}

async function judge(options: ConnectionOptions, key: HostKey): Promise<HostKeyError | null> {
  const verdict = options.pinnedHostKey === undefined ? await options.hostKeys.judge(options.host, options.port, key) : pinned(options.pinnedHostKey, key);
  return verdict.kind === 'known' ? null : new HostKeyError(options.host, verdict, key);
}

function pinned(expected: string, key: HostKey): HostKeyVerdict {
  const fingerprint = fingerprintOf(key.blob);
  return fingerprint === expected.replace(/=+$/, '') ? { kind: 'known' } : { kind: 'changed', fingerprint, expected: [expected] };
}

function connectProblem(options: ConnectionOptions, error: Error & { level?: string }): ProblemError {
  const where = `${options.host}:${options.port}`;
  if (error.level === 'client-authentication') {
    return new LoginError('refused', `${where} does not let ${options.user} in with the key ${options.keyFile}.`, error.message);
  }
  if (error.level === 'client-timeout') return new ProblemError('unreachable', `${where} does not answer.`, error.message);
  return new ProblemError('unreachable', `${where} cannot be reached.`, error.message);
}
