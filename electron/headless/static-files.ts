import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/** One file that may be served: nothing about it comes from a request. */
export interface StaticFile {
  readonly file: string;
  readonly bytes: number;
  readonly headers: { readonly 'content-type': string; readonly 'cache-control': string };
}

/** The files of a folder by the path that a request names them by (`/`, `/assets/index-4f2a.js`). */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** What the bundler names by its content never changes: `assets/index-B1gXq9_t.js`. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/u;
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const MAX_FILES = 10_000;
const MAX_DEPTH = 8;

/**
 * Lists the window's built files once. Only regular files of known types get in, links are not followed: a request can
 * name what is in the list and nothing else, so there is no path to climb out by. Throws a `not-found`
 * {@link ProblemError} where the window has not been built.
 */
export function listStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  const walk = (directory: string, prefix: string, depth: number): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const file = join(directory, entry.name);
      const path = `${prefix}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH) walk(file, path, depth + 1);
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || type === undefined || files.size >= MAX_FILES) continue;
      const cacheControl = HASHED.test(path) ? FOREVER : ASK_AGAIN;
      files.set(path, { file, bytes: statSync(file).size, headers: { 'content-type': type, 'cache-control': cacheControl } });
    }
  };
  try {
    walk(folder, '', 0);
  } catch (error) {
    throw notBuilt(folder, error instanceof Error ? error.message : String(error));
  }
  const index = files.get('/index.html');
  if (index === undefined) throw notBuilt(folder);
  files.set('/', index);
  return files;
}

function notBuilt(folder: string, detail?: string): ProblemError {
  return new ProblemError('not-found', `The window has not been built: there is no index.html in ${folder}. Run \`npm run build\` first.`, detail);
}

/** The file that a request's target (`/assets/a%20b.js?x=1`) names, or null: for what is not listed, and for what is no path. */
export function findStaticFile(files: StaticFiles, target: string): StaticFile | null {
  const path = target.split(/[?#]/u, 1)[0] ?? '';
  try {
    return files.get(decodeURIComponent(path)) ?? null;
  } catch {
    return null;
  }
}
