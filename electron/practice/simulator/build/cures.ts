import type { JobLine } from '#electron/core/jobs/job-file.ts';

/** A change of the job which makes a cause go away: what a port fix does. */
export type Cure =
  | { readonly kind: 'macro'; readonly name: string }
  /** The bcond is switched off. */
  | { readonly kind: 'bcond'; readonly name: string }
  /** The variable of the environment holds the word. */
  | { readonly kind: 'environment'; readonly name: string; readonly word: string };

/** What of a job decides whether a cause shows. */
export interface JobSettings {
  readonly noCheck: boolean;
  readonly defines: ReadonlyMap<string, string>;
  readonly without: ReadonlySet<string>;
  readonly environment: ReadonlyMap<string, string>;
  /** Names of the patches that its port fixes bring along. */
  readonly patches?: readonly string[];
}

export const PLAIN_JOB: JobSettings = { noCheck: false, defines: new Map(), without: new Set(), environment: new Map() };

/** The settings of a `job` file; a later line wins. */
export function settingsOf(lines: readonly JobLine[]): JobSettings {
  const valuesOf = (wanted: string): readonly string[] => lines.flatMap(({ key, value }) => (key === wanted ? [value] : []));
  return {
    noCheck: lines.some(({ key }) => key === 'nocheck'),
    defines: new Map(valuesOf('define').flatMap((value) => pair(value, /\s/)).map(([name, text]) => [name, text === '%{nil}' ? '' : text])),
    without: new Set(valuesOf('without')),
    environment: new Map(valuesOf('environment').flatMap((value) => pair(value, /=/))),
    patches: valuesOf('patch').map((value) => value.split(' ')[2] ?? ''),
  };
}

/** Whether a job with these settings is without the cause. */
export function curedBy(cure: Cure, job: JobSettings): boolean {
  switch (cure.kind) {
    case 'macro':
      return job.defines.has(cure.name);
    case 'bcond':
      return job.without.has(cure.name);
    case 'environment':
      return (job.environment.get(cure.name) ?? '').split(/\s+/).includes(cure.word);
  }
}

function pair(value: string, separator: RegExp): [string, string][] {
  const at = value.search(separator);
  return at > 0 ? [[value.slice(0, at), value.slice(at + 1).trim()]] : [];
}
