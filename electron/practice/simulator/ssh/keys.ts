import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';

/** A new Ed25519 key pair in OpenSSH's form. */
export function newPrivateKey(comment: string): string {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519', { comment }).private;
    // ssh2 1.17 drops a zero byte at the beginning of a key, so that about 1 in 200 of those that it makes is none.
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key;
  }
}

/** The private key in `path`, made (mode 600) where there is none. */
export function keptPrivateKey(path: string, comment: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const key = newPrivateKey(comment);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, key, { mode: 0o600, flag: 'wx' });
  return key;
}

export function parsedKey(privateKey: string): ParsedKey {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return key;
}
