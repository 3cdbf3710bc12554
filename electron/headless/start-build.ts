import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/** Builds Electron's entries, the command line and the window with electron-vite. Throws an `internal` {@link ProblemError} with what it said. */
export async function build(root: string): Promise<void> {
  const builder = spawn(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error, [code]] = await Promise.all([text(builder.stdout), text(builder.stderr), once(builder, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new ProblemError('internal', 'The window could not be built.', `${out}\n${error}`.trim());
}
