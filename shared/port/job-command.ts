import { quote } from '../vocabulary/shell.ts';
import type { PatchChange } from './fix-effect.ts';
import { minutesWords } from './fix-words.ts';

/** One build, as far as its command shows it. */
export interface JobCommand {
  /** `lua.spec` */
  readonly spec: string;
  readonly macros: readonly (readonly [name: string, value: string])[];
  readonly withConditions: readonly string[];
  readonly withoutConditions: readonly string[];
  readonly noCheck: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly patches: readonly PatchChange[];
  readonly timeoutMinutes: number;
  /** `prep`: it stops once the sources are laid out and patched. */
  readonly until: 'prep' | null;
  /** The names of the builders that may get it; null: not known. */
  readonly builders: readonly string[] | null;
}

/**
 * What a builder runs for a job, one part a line: who may get it, how long it may take, the environment, rpmbuild with
 * its flags, and the patches. The words that are commands are quoted as a POSIX shell reads them.
 */
export function jobCommandLines(job: JobCommand): readonly string[] {
  return [
    ...(job.builders === null ? [] : [`# may run on: ${job.builders.length === 0 ? 'no builder of this fleet' : job.builders.join(', ')}`]),
    `# is stopped after ${minutesWords(job.timeoutMinutes)}`,
    ...Object.entries(job.environment).map(([name, value]) => quote(`${name}=${value}`)),
    `rpmbuild ${job.until === 'prep' ? '-bp' : '-ba'}`,
    ...(job.noCheck ? ['  --nocheck'] : []),
    ...job.macros.map(([name, value]) => `  --define ${quote(`${name} ${value === '' ? '%{nil}' : value}`)}`),
    ...job.withConditions.map((name) => `  --with ${quote(name)}`),
    ...job.withoutConditions.map((name) => `  --without ${quote(name)}`),
    `  ${quote(`SPECS/${job.spec}`)}`,
    ...(job.patches.length > 0 ? ['# at the end of %prep:'] : []),
    ...job.patches.map(({ file, strip, sha256 }) => `  patch -p${strip} --fuzz=0 <${quote(file)}  # sha256 ${sha256.slice(0, 12)}…`),
  ];
}
