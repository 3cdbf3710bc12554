import { parse } from 'yaml';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { DebianSource, SourceFile } from './source-file.ts';

const MAX_BYTES = 1_000_000;
const MAX_FILES = 2_000;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}$/;
const SHA256 = /^[0-9a-f]{64}$/;
/** Debian policy 5.6.1 (names) and 5.6.12 (versions). Neither can be mistaken for an option. */
const DEBIAN_NAME = /^[a-z0-9][a-z0-9+.-]{1,99}$/;
const DEBIAN_VERSION = /^[0-9][A-Za-z0-9.+:~-]{0,99}$/;

/**
 * Reads a `sources.yaml`: for each file name its `sha256` (one or several), and optionally `url` and
 * `debian: { source, version }`. `where` names the file in errors. Throws `bad-input` on anything else.
 */
export function parseSourcePins(text: string, where: string): ReadonlyMap<string, SourceFile> {
  if (text.length > MAX_BYTES) throw wrong(where, `is larger than ${MAX_BYTES} characters`);
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 0, logLevel: 'error' });
  } catch (thrown) {
    throw wrong(where, 'is not YAML', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (!isRecord(document)) throw wrong(where, 'must list file names with their sha256');
  const entries = Object.entries(document);
  if (entries.length > MAX_FILES) throw wrong(where, `lists more than ${MAX_FILES} files`);
  return new Map(entries.map(([file, entry]) => [file, sourceFileOf(file, entry, where)]));
}

function sourceFileOf(file: string, entry: unknown, where: string): SourceFile {
  if (!FILE_NAME.test(file)) throw wrong(where, `has ${JSON.stringify(file.slice(0, 80))}, which is not a plain file name`);
  if (!isRecord(entry)) throw wrong(where, `says nothing about ${file}`);
  const unknown = Object.keys(entry).find((key) => !['sha256', 'url', 'debian'].includes(key));
  if (unknown !== undefined) throw wrong(where, `has an unknown key ${JSON.stringify(unknown.slice(0, 80))} for ${file}`);
  return { file, pins: pinsOf(file, entry['sha256'], where), url: urlOf(file, entry['url'], where), debianSource: debianOf(file, entry['debian'], where) };
}

function pinsOf(file: string, value: unknown, where: string): readonly string[] {
  const pins: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (pins.length === 0 || !pins.every(isSha256)) throw wrong(where, `needs at least one sha256 of 64 hex digits for ${file}`);
  return pins;
}

function urlOf(file: string, value: unknown, where: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^https?:\/\/\S+$/.test(value)) throw wrong(where, `has a url for ${file} that is not an http address`);
  return value;
}

function debianOf(file: string, value: unknown, where: string): DebianSource | undefined {
  if (value === undefined) return undefined;
  if (isRecord(value)) {
    const { source, version } = value;
    if (typeof source === 'string' && typeof version === 'string' && DEBIAN_NAME.test(source) && DEBIAN_VERSION.test(version)) {
      return { name: source, version };
    }
  }
  throw wrong(where, `needs debian: { source, version } for ${file}, as Debian writes them`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && SHA256.test(value);
}

function wrong(where: string, what: string, detail?: string): ProblemError {
  return new ProblemError('bad-input', `${where} ${what}.`, detail);
}
