import { parseSourceName, type SourceName } from '../vocabulary/ids.ts';
import { problem, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';
import { formatEvr, parseEvr, type Evr } from './evr.ts';

/** Name, EVR and architecture of one package: what tells two packages of a repository apart. */
export interface Nevra {
  readonly name: string;
  readonly evr: Evr;
  readonly arch: string;
}

const ARCH = /^[A-Za-z0-9_]+$/;

/** `zlib-0:1.2.11-17.el8.s390x`; an epoch of 0 is left out, as dnf and rpm's `%{NEVRA}` do. */
export function formatNevra(nevra: Nevra): string {
  return `${nevra.name}-${formatEvr(nevra.evr)}.${nevra.arch}`;
}

/** Reads `name-[epoch:]version-release.arch`: the last dot, then the last two dashes, divide it. */
export function parseNevra(text: string): Result<Nevra, Problem> {
  const dot = text.lastIndexOf('.');
  const releaseDash = text.lastIndexOf('-', dot);
  const versionDash = releaseDash > 0 ? text.lastIndexOf('-', releaseDash - 1) : -1;
  const arch = text.slice(dot + 1);
  const name = text.slice(0, Math.max(versionDash, 0));
  const evr = parseEvr(text.slice(versionDash + 1, Math.max(dot, 0)));
  if (versionDash <= 0 || dot <= releaseDash || !ARCH.test(arch) || !parseSourceName(name).ok || !evr.ok || evr.value.release === null) {
    return err(problem('bad-input', `${JSON.stringify(text.slice(0, 120))} is not a package's name, version, release and architecture (zlib-1.2.11-17.el8.s390x).`));
  }
  return ok({ name, evr: evr.value, arch });
}

/** Reads the file name of an RPM, folders before it ignored: {@link parseNevra} with `.rpm` at the end. */
export function parseRpmFileName(fileName: string): Result<Nevra, Problem> {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  if (!base.endsWith('.rpm')) return err(problem('bad-input', `${JSON.stringify(base.slice(0, 120))} is not the file name of an RPM.`));
  return parseNevra(base.slice(0, -'.rpm'.length));
}

/** The name of the source package in an SRPM's file name (`zlib-1.2.11-17.el8.src.rpm` → `zlib`); null where it is none. */
export function sourceNameOf(sourceRpm: string): SourceName | null {
  const nevra = parseRpmFileName(sourceRpm);
  if (!nevra.ok || !isSourceArch(nevra.value.arch)) return null;
  const name = parseSourceName(nevra.value.name);
  return name.ok ? name.value : null;
}

/** rpm's two architectures of source packages; `nosrc` lacks a source that may not be passed on. */
export function isSourceArch(arch: string): boolean {
  return arch === 'src' || arch === 'nosrc';
}
