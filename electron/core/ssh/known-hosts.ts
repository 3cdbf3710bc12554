import { createHash, createHmac } from 'node:crypto';

/** One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHost {
  readonly marker: 'none' | 'cert-authority' | 'revoked';
  /** Comma-separated patterns, or one hashed name `|1|salt|hash`. */
  readonly hosts: string;
  readonly keyType: string;
  /** The key in base64, as the line has it. */
  readonly key: string;
}

/** A host key as a server presents it: the SSH wire format, whose first string is the type. */
export interface HostKey {
  readonly type: string;
  readonly blob: Buffer;
}

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  /** `others`: fingerprints of keys of other types that are known for the host. */
  | { readonly kind: 'unknown'; readonly fingerprint: string; readonly keyType: string; readonly others: readonly string[] }
  | { readonly kind: 'changed'; readonly fingerprint: string; readonly expected: readonly string[] }
  | { readonly kind: 'revoked'; readonly fingerprint: string };

const MAX_LINES = 100_000;

/** OpenSSH's way of writing a fingerprint: SHA256 of the key in base64 without padding. */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The key's type out of its wire format; empty where it is not one. */
export function keyTypeOf(blob: Buffer): string {
  if (blob.length < 4) return '';
  const length = blob.readUInt32BE(0);
  return length > 64 || blob.length < 4 + length ? '' : blob.toString('latin1', 4, 4 + length);
}

/** The lines of a known_hosts file; what is not a line of it is left out, as OpenSSH does. */
export function parseKnownHosts(text: string): KnownHost[] {
  const hosts: KnownHost[] = [];
  for (const line of text.split('\n', MAX_LINES)) {
    const words = line.trim().split(/[ \t]+/);
    const first = words[0] ?? '';
    if (first === '' || first.startsWith('#')) continue;
    const marked = first.startsWith('@');
    if (marked && first !== '@cert-authority' && first !== '@revoked') continue;
    const marker = first === '@cert-authority' ? 'cert-authority' : first === '@revoked' ? 'revoked' : 'none';
    const [names, keyType, key] = marked ? words.slice(1) : words;
    if (names === undefined || keyType === undefined || key === undefined) continue;
    if (keyTypeOf(Buffer.from(key, 'base64')) !== keyType) continue;
    hosts.push({ marker, hosts: names, keyType, key });
  }
  return hosts;
}

/** How a host is named in known_hosts: `[host]:port` where the port is not 22; lower case (ssh(1) lowers it as well). */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** Whether the patterns of a line name this host: hashed, `*` and `?`, `!` for all but. */
export function hostMatches(patterns: string, name: string): boolean {
  if (patterns.startsWith('|')) return hashedMatches(patterns, name);
  let matched = false;
  for (const pattern of patterns.split(',')) {
    const negated = pattern.startsWith('!');
    if (!wildcardMatches(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

function hashedMatches(hashed: string, name: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** Linear in pattern × name, whatever the pattern: a hostile file cannot make it hang. */
function wildcardMatches(pattern: string, name: string): boolean {
  const glob = pattern.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < name.length) {
    if (at < glob.length && (glob[at] === '?' || glob[at] === name[index]) && glob[at] !== '*') {
      at += 1;
      index += 1;
    } else if (glob[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

/**
 * What ssh(1) with StrictHostKeyChecking=yes would say: known only where a line has this very key; changed where a line
 * for the host has another key of the same type; a key revoked anywhere for the host is refused. A host at a port of its
 * own may also be known by its plain name (sshconnect.c, "checking without port identifier").
 */
export function judgeHostKey(known: readonly KnownHost[], host: string, port: number, key: HostKey): HostKeyVerdict {
  const base64 = key.blob.toString('base64');
  const fingerprint = fingerprintOf(key.blob);
  const lines = linesFor(known, knownHostName(host, port));
  const plain = port === 22 ? [] : linesFor(known, knownHostName(host, 22));
  if ([...lines, ...plain].some((line) => line.marker === 'revoked' && line.key === base64)) return { kind: 'revoked', fingerprint };
  const keys = lines.filter((line) => line.marker === 'none');
  if (keys.some((line) => line.key === base64)) return { kind: 'known' };
  const sameType = keys.filter((line) => line.keyType === key.type);
  if (sameType.length > 0) return { kind: 'changed', fingerprint, expected: sameType.map(fingerprintOfLine) };
  if (plain.some((line) => line.marker === 'none' && line.key === base64)) return { kind: 'known' };
  return { kind: 'unknown', fingerprint, keyType: key.type, others: keys.map(fingerprintOfLine) };
}

/** The key types that are known for a host: asked for first, so that a server with several keys shows the one we know. */
export function knownKeyTypes(known: readonly KnownHost[], host: string, port: number): string[] {
  const lines = [...linesFor(known, knownHostName(host, port)), ...(port === 22 ? [] : linesFor(known, knownHostName(host, 22)))];
  return [...new Set(lines.filter((line) => line.marker === 'none').map((line) => line.keyType))];
}

/** A line for a known_hosts file. */
export function knownHostLine(host: string, port: number, key: HostKey): string {
  return `${knownHostName(host, port)} ${key.type} ${key.blob.toString('base64')}\n`;
}

function linesFor(known: readonly KnownHost[], name: string): KnownHost[] {
  return known.filter((line) => hostMatches(line.hosts, name));
}

function fingerprintOfLine(line: KnownHost): string {
  return fingerprintOf(Buffer.from(line.key, 'base64'));
}
