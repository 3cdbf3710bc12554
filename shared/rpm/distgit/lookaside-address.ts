import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';
import type { LookasideFile } from './lookaside-list.ts';

/** What the places of a template stand for; `branch` null: the project names none. */
export interface LookasidePlace extends LookasideFile {
  /** Of the dist-git repository. */
  readonly name: string;
  readonly branch: string | null;
}

const PLACES = ['name', 'branch', 'hash', 'hashtype', 'file'] as const;

/** Checks a template such as `https://cache.example.org/{name}/{branch}/{hash}`: http or https, known places, and `{hash}` or `{file}` among them. */
export function checkTemplate(template: string): Result<string, Problem> {
  const wrong = (why: string): Result<string, Problem> => err(problem('bad-input', `${JSON.stringify(template.slice(0, 200))} is no address of a look-aside cache: ${why}.`));
  if (!/^https?:\/\/[^\s{}/?#]+\/\S*$/.test(template)) return wrong('it must begin with http:// or https:// and a host, and hold no space');
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].find(([, place]) => !PLACES.some((known) => known === place));
  if (unknown !== undefined) return wrong(`${unknown[0]} is none of ${PLACES.map((place) => `{${place}}`).join(', ')}`);
  if (/[{}]/.test(template.replace(/\{[a-z]+\}/g, ''))) return wrong('a brace is left open');
  if (!/\{(hash|file)\}/.test(template)) return wrong('it has neither {hash} nor {file}');
  return ok(template);
}

/**
 * Where the file may be had, in the order of the (checked) templates. Values are percent-encoded, but for the slashes of a branch; a template with {branch} is left out where
 * no branch is known.
 */
export function lookasideAddresses(templates: readonly string[], place: LookasidePlace): string[] {
  const values: Readonly<Record<(typeof PLACES)[number], string | null>> = {
    name: encodeURIComponent(place.name),
    branch: place.branch === null ? null : place.branch.split('/').map(encodeURIComponent).join('/'),
    hash: place.hash,
    hashtype: place.hashType,
    file: encodeURIComponent(place.file),
  };
  return templates.flatMap((template) => {
    if (values.branch === null && template.includes('{branch}')) return [];
    return [PLACES.reduce((address, known) => address.replaceAll(`{${known}}`, () => values[known] ?? ''), template)];
  });
}
