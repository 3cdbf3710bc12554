import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runBackend, servingCore, type BackendCore, type ParentPort } from '#electron/backend/run-backend.ts';
import { stubHandlers } from '#electron/transport/testing/stub-handlers.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/**
 * A backend entry with a core of its own for tests: the real life of a backend around handlers that do nothing. It
 * crashes when a package named `crash` is left out, cannot be opened while the project holds a file `broken`, and writes
 * a file `closed` when its core is closed.
 */
declare const process: NodeJS.Process & { readonly parentPort: ParentPort };
const folder = process.argv[2] ?? '';

function open(): Promise<BackendCore> {
  if (existsSync(join(folder, 'broken'))) return Promise.reject(new ProblemError('bad-input', 'portolan.yaml is broken.', 'line 3'));
  const handlers = stubHandlers({
    'fleet.list': () => [],
    'practice.status': () => ({ running: 'none', rootCached: false, missing: [], cost: { minutes: 5, megabytes: 480 } }),
    'package.leaveOut': ({ source }) => {
      if (source === 'crash') process.exit(3);
      return {};
    },
  });
  return Promise.resolve(
    servingCore({
      handlers,
      close: () => {
        writeFileSync(join(folder, 'closed'), '');
        return Promise.resolve();
      },
    }),
  );
}

await runBackend(process.parentPort, open, (code) => process.exit(code));
