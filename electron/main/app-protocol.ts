import { readFile } from 'node:fs/promises';

import { findStaticFile, type StaticFiles } from '../headless/static-files.ts';
import { SECURITY_HEADERS } from '../headless/static-headers.ts';
import { isOwnUrl } from './own-pages.ts';

/** Answers the window's requests from the list of its built files, with the security policy on every answer. */
export function answerFrom(files: StaticFiles): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  const refuse = (status: number): Response => new Response(null, { status, headers: SECURITY_HEADERS });
  return async ({ url, method }) => {
    if (!isOwnUrl(url)) return refuse(403);
    if (method !== 'GET' && method !== 'HEAD') return refuse(405);
    const found = findStaticFile(files, new URL(url).pathname);
    if (found === null) return refuse(404);
    try {
      const body = method === 'HEAD' ? null : await readFile(found.file);
      return new Response(body, { status: 200, headers: { ...SECURITY_HEADERS, ...found.headers } });
    } catch {
      return refuse(404);
    }
  };
}
