import type * as http from 'node:http';

import { ProblemError } from '#shared/vocabulary/problem.ts';

const REDIRECTS_MAX = 5;
/** How long a server may say nothing, in milliseconds. */
const SILENCE_MAX = 60_000;

/**
 * Asks for one file and returns the answer once its head says 200; its body is the caller's to read or destroy. Bytes come as they are
 * stored: unlike `fetch`, nothing is decompressed behind the caller's back. Follows redirections between http and https addresses, never from https
 * to http. Throws ProblemErrors (`not-found`, `not-allowed`, `refused`, `unreachable`) or an AbortError.
 */
export async function httpGet(url: URL, signal: AbortSignal | undefined): Promise<http.IncomingMessage> {
  let at = url;
  for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
    const answer = await ask(at, signal);
    const status = answer.statusCode ?? 0;
    if (status === 200) return answer;
    answer.destroy();
    const target = answer.headers.location;
    if (status < 300 || status > 399 || target === undefined) throw refusal(at, status);
    at = redirected(at, target);
  }
  throw new ProblemError('refused', `${url.href} is redirected more than ${REDIRECTS_MAX} times.`);
}

function ask(url: URL, signal: AbortSignal | undefined): Promise<http.IncomingMessage> {
  // Not imported by name: Node would load all of `fetch` with it, at every start.
  const { get } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const request = get(url, { headers: { 'accept-encoding': 'identity', 'user-agent': 'portolan' }, timeout: SILENCE_MAX, ...(signal === undefined ? {} : { signal }) }, resolve);
  request.on('timeout', () => request.destroy(new Error(`nothing came for ${SILENCE_MAX / 1000} s`)));
  request.on('error', (error) => reject(error.name === 'AbortError' ? error : new ProblemError('unreachable', `${url.href} cannot be reached.`, error.message)));
  return promise;
}

function redirected(from: URL, target: string): URL {
  let to: URL;
  try {
    to = new URL(target, from);
  } catch {
    throw new ProblemError('refused', `${from.href} is redirected to something that is no address.`, target.slice(0, 200));
  }
  const allowed = to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
  if (!allowed) throw new ProblemError('refused', `${from.href} is redirected to ${to.protocol}//${to.host}, which is less safe.`);
  return to;
}

function refusal(url: URL, status: number): ProblemError {
  if (status === 404 || status === 410) return new ProblemError('not-found', `${url.href} does not exist.`, `status ${status}`);
  if (status === 401 || status === 403) return new ProblemError('not-allowed', `The server does not give out ${url.href}.`, `status ${status}`);
  return new ProblemError('unreachable', `The server has no good answer for ${url.href}.`, `status ${status}`);
}
