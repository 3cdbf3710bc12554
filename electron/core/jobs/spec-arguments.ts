import { ProblemError } from '#shared/vocabulary/problem.ts';
import { defineOf } from './job-file.ts';
import type { Macro } from './types.ts';

/** What `rpmspec` is asked: header fields of the source, of each binary package it would build, or its BuildRequires. */
export type SpecQuery =
  | { readonly kind: 'source' | 'binary'; readonly format: string }
  | { readonly kind: 'buildrequires' };

/** What a spec's answers depend on beside its own text. */
export interface Circumstances {
  /** The architecture that is evaluated for; null: the builder's own. */
  readonly target: string | null;
  readonly macros: readonly Macro[];
}

/** What rpmspec is given before {@link specArguments}, for every spec the same. Throws `bad-input` where a value cannot be one line. */
export function queryArguments(query: SpecQuery, { target, macros }: Circumstances): string[] {
  const asked = query.kind === 'buildrequires' ? ['--buildrequires'] : [query.kind === 'source' ? '--srpm' : '--builtrpms', '--queryformat', query.format];
  const args = ['-q', ...asked, ...(target === null ? [] : ['--target', architecture(target)]), ...macros.flatMap((macro) => ['--define', defineOf(macro)])];
  const broken = args.find((argument) => /[\0\r\n]/.test(argument));
  if (broken !== undefined) throw new ProblemError('bad-input', `What rpmspec is to be told holds a line break: ${JSON.stringify(broken.slice(0, 80))}`);
  return args;
}

/** What comes last: where the files that the spec may read lie (null: where rpm looks by itself), and the spec. */
export function specArguments(spec: string, sourceFolder: string | null): string[] {
  return [...(sourceFolder === null ? [] : ['--define', `_sourcedir ${sourceFolder}`]), spec];
}

/** The way back from {@link queryArguments}; null where it made no such list. */
export function readQueryArguments(args: readonly string[]): ({ readonly query: SpecQuery } & Circumstances) | null {
  const valuesOf = (option: string): string[] => args.flatMap((argument, index) => (argument === option ? [args[index + 1] ?? ''] : []));
  const macros = valuesOf('--define').map((text) => {
    const space = text.indexOf(' ');
    const value = text.slice(space + 1);
    return { name: text.slice(0, space), value: value === '%{nil}' ? '' : value };
  });
  const rest = { target: valuesOf('--target')[0] ?? null, macros };
  if (args[1] === '--buildrequires') return { query: { kind: 'buildrequires' }, ...rest };
  if (args[1] !== '--srpm' && args[1] !== '--builtrpms') return null;
  return { query: { kind: args[1] === '--srpm' ? 'source' : 'binary', format: valuesOf('--queryformat')[0] ?? '' }, ...rest };
}

function architecture(target: string): string {
  if (!/^[a-z0-9_]{1,32}$/.test(target)) throw new ProblemError('bad-input', `${JSON.stringify(target.slice(0, 40))} is no architecture.`);
  return target;
}
