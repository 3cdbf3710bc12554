import { readRepositories } from '#electron/core/ingest/read-repository.ts';
import { formatProvide } from '#shared/rpm/dependency.ts';

/** The file in the project's folder, and the base's name in portolan.yaml. */
export const SIMULATED_BASE_FILE = 'simulated-base.txt';
export const SIMULATED_BASE = 'simulated-base';

/**
 * The text of a foreign base that a rehearsal makes up: as if some release of the distribution had been there for the
 * target already, with everything that the reference provides. Without one nothing of a cycle could ever begin.
 */
export async function simulatedBase(reference: readonly string[], cacheFolder: string): Promise<string> {
  const contents = await readRepositories(reference.map((location) => ({ location, kind: 'binary' as const })), { cacheFolder });
  const lines = new Set<string>();
  for (const { packages } of contents) {
    for (const { provides, files } of packages.binaries) {
      for (const each of provides) lines.add(formatProvide(each));
      for (const file of files) lines.add(file);
    }
  }
  return ['# A simulation: a foreign base that nobody has. “portolan practice rehearse” made it up from what the reference provides.', ...[...lines].sort(), ''].join('\n');
}
