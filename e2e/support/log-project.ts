import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PortEvent } from '#shared/port/events.ts';
import { parseAttemptId, parseBuilderName, parseSourceName, type AttemptId } from '#shared/vocabulary/ids.ts';
import type { Result } from '#shared/vocabulary/result.ts';
import { CHUNK } from '#electron/core/build/log-store.ts';
import { failureOf } from '#electron/core/build/failure.ts';
import { openLogDesk } from '#electron/core/logs/open-log-desk.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';

import { logPieces, type LogRecipe } from './log-text.ts';
import { writeStarterProject } from './starter-project.ts';

/** An attempt that a project remembers: its log is written by the log store, and triaged as any other. */
export interface RememberedAttempt extends LogRecipe {
  readonly id: string;
  readonly source: string;
  /** Still being built, as far as the port knows. */
  readonly running?: boolean;
}

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error('That is no name.');
  return result.value;
}

/** The starter port with nobody to build it, and a history of attempts with their logs. */
export async function writeLogProject(folder: string, attempts: readonly RememberedAttempt[]): Promise<void> {
  await writeStarterProject(folder);
  const file = join(folder, 'portolan.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('practice: true', 'practice: false'));
  await rememberAttempts(folder, attempts);
}

/** Writes attempts and their logs into a project that nobody has open. */
export async function rememberAttempts(folder: string, attempts: readonly RememberedAttempt[]): Promise<void> {
  const paths = projectPaths(folder);
  const opened = openLogDesk(paths);
  const database = openDatabase(paths.database);
  let now = Date.UTC(2026, 10, 27, 9);
  const events = new EventLog(database, () => now);
  for (const attempt of attempts) {
    const id: AttemptId = must(parseAttemptId(attempt.id));
    const source = must(parseSourceName(attempt.source));
    const list: PortEvent[] = [{ kind: 'attempt-created', attempt: id, source, pass: 1, builder: must(parseBuilderName('lpar-1')), scratch: false, expected: `${attempt.source}-${attempt.version}-1.pt1`, generation: 0, debt: false }];
    events.append(list);
    let offset = 0;
    for (const piece of logPieces(attempt)) {
      for (let at = 0; at < piece.length; at += CHUNK) {
        const chunk = piece.subarray(at, at + CHUNK);
        opened.logs.append(id, chunk, offset);
        offset += chunk.length;
      }
    }
    now += 60_000;
    if (attempt.running === true) {
      events.append([{ kind: 'attempt-moved', attempt: id, step: { state: 'building', phase: 'build' } }]);
      continue;
    }
    opened.logs.finish(id);
    const failure = attempt.error === null ? null : await failureOf({ kind: 'failed', fault: 'package', exitCode: 1, message: 'rpmbuild failed.' }, opened.logs.fileOf(id));
    events.append([{ kind: 'attempt-ended', attempt: id, end: failure === null ? { kind: 'succeeded' } : { kind: 'failed', failure } }]);
    now += 60_000;
  }
  database.close();
  opened.logs.close();
  await opened.close();
}
