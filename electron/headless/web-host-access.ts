import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Authorise } from '#shared/contract/host.ts';
import { problem } from '#shared/vocabulary/problem.ts';

/** A new token for an address: 192 random bits, safe in a URL's fragment. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

const REFUSED = problem('not-allowed', 'This address does not open the port. Ask whoever runs Portolan for a current one.');

/**
 * What each token allows: the operator's to act, the reader's to look. With `readerToken` null whoever brings no token
 * may look. Tokens are compared in constant time; a wrong one is refused, never taken for none.
 */
export function webAuthorise(operatorToken: string, readerToken: string | null): Authorise {
  const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
  const operator = digest(operatorToken);
  const reader = readerToken === null ? null : digest(readerToken);
  return (token) => {
    if (token === null) return reader === null ? 'read' : REFUSED;
    const offered = digest(token);
    const operates = timingSafeEqual(offered, operator);
    const reads = reader !== null && timingSafeEqual(offered, reader);
    if (operates) return 'operate';
    return reads ? 'read' : REFUSED;
  };
}

/**
 * The values of a Host header that mean this server: its own address, the loopback's other names where it listens
 * there, and the further authorities of a proxy. A page that has had its name pointed at us (DNS rebinding) sends another.
 */
export function ownHosts(host: string, port: number, names: readonly string[]): ReadonlySet<string> {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host) ? ['127.0.0.1', '[::1]', 'localhost'] : [];
  return new Set([...[bracketed, ...loopback].map((name) => `${name}:${port}`), ...names].map((name) => name.toLowerCase()));
}

/**
 * Whether an upgrade comes from a page that this host served: its Origin names the same authority as its Host. Over
 * https only behind a proxy. What is no browser has no Origin, and is refused too: it has the local socket.
 */
export function isOwnOrigin(headers: { readonly host?: string | undefined; readonly origin?: string | undefined }, names: readonly string[]): boolean {
  const host = headers.host?.toLowerCase() ?? '';
  const origin = headers.origin?.toLowerCase() ?? '';
  return origin === `http://${host}` || (names.some((name) => name.toLowerCase() === host) && origin === `https://${host}`);
}
