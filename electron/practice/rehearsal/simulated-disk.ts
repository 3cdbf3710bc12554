import { join } from 'node:path';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { fileJournal } from '../simulator/machine/journal.ts';
import { SIMULATED_REPOSITORY } from '../simulator/simulated-practice.ts';
import type { JobResults } from '#electron/core/jobs/types.ts';
import type { TimedEvent } from './played-port.ts';

/**
 * Writes the disk of the simulated builder that keeps the repository, as if it had published every generation of the
 * rehearsal: a fleet that is started on it has what the port's history says.
 */
export function writeRepositoryDisk(folder: string, host: string, events: readonly TimedEvent[], resultsOf: (attempt: AttemptId) => JobResults | null): void {
  const journal = fileJournal(join(folder, `${host}.jsonl`));
  const sourceOf = new Map<AttemptId, string>();
  const gone = new Set(events.flatMap(({ event }) => (event.kind === 'repository-taken' ? event.gone : [])));
  journal.append({ kind: 'published', path: SIMULATED_REPOSITORY, request: 'end\n' });
  for (const { event } of events) {
    if (event.kind === 'attempt-created') sourceOf.set(event.attempt, event.source);
    if (event.kind !== 'generation-published') continue;
    const publications = event.attempts.map((attempt) => {
      // What the repository lost keeps its number, and has no files.
      const rpms = gone.has(attempt) ? [] : (resultsOf(attempt)?.rpms ?? []).filter(({ arch }) => arch !== 'src');
      return `publication ${attempt} ${sourceOf.get(attempt) ?? ''}\n${rpms.map(({ sha256, file }) => `rpm ${sha256} ${file}\n`).join('')}`;
    });
    journal.append({ kind: 'published', path: SIMULATED_REPOSITORY, request: `${publications.join('')}end\n` });
  }
  journal.close();
}
