import { join } from 'node:path';

import type { Ledger } from '#shared/port/ledger.ts';

import { LogStore } from '../build/log-store.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { ProjectPaths } from '../project/project-folder.ts';
import { LogDesk } from './log-desk.ts';
import { LogIndexes } from './log-indexes.ts';
import { LogWorkers } from './log-workers.ts';

/** The logs of a project, and the desk that looks into them for windows. */
export interface OpenedLogs {
  readonly logs: LogStore;
  over(ledger: Ledger, describer: Pick<PackageDescriber, 'attemptRow'>): LogDesk;
  close(): Promise<void>;
}

/** @param worker `log-worker.ts`, as the host has it; undefined: the one beside this file */
export function openLogDesk({ logs: folder, cache }: Pick<ProjectPaths, 'logs' | 'cache'>, worker = new URL('log-worker.ts', import.meta.url)): OpenedLogs {
  const indexes: LogIndexes = new LogIndexes(join(cache, 'log-index'), (attempt) => logs.fileOf(attempt));
  const logs = new LogStore(folder, {
    appended: (attempt, bytes, offset) => indexes.appended(attempt, bytes, offset),
    finished: (attempt, length) => indexes.finished(attempt, length),
  });
  const workers = new LogWorkers(worker);
  return {
    logs,
    over: (ledger, describer) => new LogDesk({ ledger, logs, indexes, workers, attemptRow: (attempt) => describer.attemptRow(attempt) }),
    close: async () => {
      await indexes.settled();
      await workers.close();
    },
  };
}
