import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';

export interface ModuleComponent {
  /** Of the source package. */
  readonly name: string;
  /** Lower is built first; those of one number are built together. */
  readonly buildOrder: number;
  /** Architectures that it is built for; empty: every one. */
  readonly arches: readonly string[];
}

/** By module the streams that will do; none: any. A stream with a dash before it will not. */
export type ModuleRequirements = ReadonlyMap<string, readonly string[]>;

/** One build of one stream of a module. */
export interface ModuleStream {
  readonly name: string;
  readonly stream: string;
  /** Digits; the larger is the newer. */
  readonly version: string;
  readonly context: string;
  readonly arch: string;
  readonly dependencies: readonly { readonly requires: ModuleRequirements; readonly buildRequires: ModuleRequirements }[];
  readonly components: readonly ModuleComponent[];
  /** What is defined while its components are built, beside %dist. */
  readonly macros: Readonly<Record<string, string>>;
  /** `name-epoch:version-release.arch` of what it was built into. */
  readonly artifacts: readonly string[];
}

/** A stream that counts where nobody chose another; null: none does. */
export interface ModuleDefault {
  readonly module: string;
  readonly stream: string | null;
}

/** `other`: a document that says nothing of this (translations, obsoletes). */
export type ModuleDocument = { readonly kind: 'stream'; readonly stream: ModuleStream } | { readonly kind: 'default'; readonly value: ModuleDefault } | { readonly kind: 'other' };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one document of a modules.yaml, as it comes from YAML's failsafe schema: every scalar a string, for a stream `5.30` is no number. `where` names it in a
 * `bad-input`. A modulemd of version 1, which no EL 8 has, is `other`.
 */
export function parseModuleDocument(value: unknown, where: string): Result<ModuleDocument, Problem> {
  const document = fieldsOf(value);
  const data = fieldsOf(document['data']);
  if (document['document'] === 'modulemd-defaults') {
    const module = textOf(data['module']);
    return module === null ? wrong(where, 'it names no module') : ok({ kind: 'default', value: { module, stream: textOf(data['stream']) } });
  }
  if (document['document'] !== 'modulemd' || document['version'] !== '2') return ok({ kind: 'other' });
  const [name, stream, version] = [textOf(data['name']), textOf(data['stream']), textOf(data['version'])];
  if (name === null || stream === null || version === null || !/^[0-9]{1,20}$/.test(version)) return wrong(where, 'it has no name, stream and version');
  const components = Object.entries(fieldsOf(fieldsOf(data['components'])['rpms'])).map(([component, details]): ModuleComponent => {
    const order = Number(textOf(fieldsOf(details)['buildorder']) ?? 0);
    return { name: component, buildOrder: Number.isSafeInteger(order) ? order : 0, arches: textsOf(fieldsOf(details)['arches']) };
  });
  const dependencies = listOf(data['dependencies']).map((each) => ({ requires: requirementsOf(fieldsOf(each)['requires']), buildRequires: requirementsOf(fieldsOf(each)['buildrequires']) }));
  const artifacts = textsOf(fieldsOf(data['artifacts'])['rpms']);
  return ok({ kind: 'stream', stream: { name, stream, version, context: textOf(data['context']) ?? '', arch: textOf(data['arch']) ?? '', dependencies, components, macros: macrosOf(textOf(fieldsOf(fieldsOf(data['buildopts'])['rpms'])['macros']) ?? ''), artifacts } });
}

/** `%name value` on each line; others say nothing here. */
function macrosOf(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*%(?:define\s+|global\s+)?([A-Za-z_][A-Za-z0-9_]*)\s+(.*?)\s*$/.exec(line) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(lines);
}

function requirementsOf(value: unknown): ModuleRequirements {
  return new Map(Object.entries(fieldsOf(value)).map(([module, streams]) => [module, textsOf(streams)]));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((each) => typeof each === 'string');
}

function wrong(where: string, why: string): Result<never, Problem> {
  return err(problem('bad-input', `${where} cannot be read: ${why}.`));
}
