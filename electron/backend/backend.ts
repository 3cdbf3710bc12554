import { KEEPER } from '#electron/core/places/own-files.ts';
import { ownerSocket } from '#electron/core/project/ownership.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { ownCore } from '../headless/own-core.ts';
import { connectWebSocket } from '../transport/websocket.ts';
import { joinedCore } from './joined-core.ts';
import { runBackend, servingCore, type BackendCore, type ParentPort } from './run-backend.ts';

/** The utility process's entry: `backend.js FOLDER`. */
const folder = process.argv[2] ?? '.';

/** Electron's line to main, which it puts there before the entry is run. */
declare const process: NodeJS.Process & { readonly parentPort: ParentPort };

/**
 * Electron's own program does not run as Node (its fuses forbid it): the keeper of the emulated builders is run from the
 * sources beside the build, by the Node in PATH. A packaged program has no sources; there the practice fleet is a simulation,
 * or one that `portolan practice up` left running.
 */
const keeper = { node: 'node', file: KEEPER };

/** The project's core in this process, or the one of whoever owns the project already (a command line, the web host). */
async function openCore(): Promise<BackendCore> {
  try {
    return servingCore(await ownCore(folder, { keeper, startPractice: true }));
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.code !== 'conflict') throw thrown;
    const join = () => connectWebSocket({ kind: 'local', socketPath: ownerSocket(projectPaths(folder)) });
    // Asked once before a window depends on it: an owner that does not answer is a reason to say so.
    (await join()).close();
    return joinedCore(join);
  }
}

void runBackend(process.parentPort, openCore, (code) => process.exit(code));
