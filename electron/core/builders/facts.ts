import { ProblemError, problem, type Problem } from '#shared/vocabulary/problem.ts';
import type { BuilderFacts } from './types.ts';

const MAX_WORD = 200;

/** The `fact` lines of `probe`. Throws where the builder left out what every Linux says. */
export function parseFacts(lines: readonly (readonly string[])[]): BuilderFacts {
  const facts = new Map<string, string>();
  const missingTools: string[] = [];
  for (const [word, name, ...value] of lines) {
    if (word !== 'fact' || name === undefined) continue;
    const text = value.join(' ').trim().slice(0, MAX_WORD);
    if (name === 'lacks') missingTools.push(text);
    else facts.set(name, text);
  }
  const needed = (name: string): string => {
    const value = facts.get(name);
    if (value === undefined || value === '') throw new ProblemError('internal', `The builder did not tell its ${name}.`);
    return value;
  };
  const number = (name: string): number => {
    const value = Number(needed(name));
    if (!Number.isSafeInteger(value) || value < 0) throw new ProblemError('internal', `The builder's ${name} is not a number.`, needed(name));
    return value;
  };
  const base = needed('base');
  if (!/^\/[A-Za-z0-9._/-]+$/.test(base)) {
    throw new ProblemError('unsupported', `The folder ${base} on the builder has a name that Portolan does not take: letters, digits and . _ - / only.`);
  }
  const privilege = facts.get('privilege');
  return {
    arch: needed('arch'),
    kernel: needed('kernel'),
    system: facts.get('system') ?? null,
    cores: number('cores'),
    memoryBytes: number('memory'),
    diskFreeBytes: number('disk'),
    bootId: needed('boot'),
    machine: facts.get('machine') ?? null,
    privilege: privilege === 'root' || privilege === 'sudo' ? privilege : 'none',
    base,
    rpm: facts.get('rpm') ?? null,
    rpmbuild: facts.get('rpmbuild') ?? null,
    mock: facts.get('mock') ?? null,
    createrepo: facts.get('createrepo') ?? null,
    dnf: facts.get('dnf') ?? null,
    missingTools,
  };
}

/** Below this no build is begun: a full disk fails in ways that look like something else. */
export const LEAST_DISK_BYTES = 512 * 1024 * 1024;

/** Why a builder cannot build for `arch`; empty: it can. Each with what to do about it. */
export function incapabilities(facts: BuilderFacts, arch: string): Problem[] {
  const problems: Problem[] = [];
  if (facts.arch !== arch) problems.push(problem('unsupported', `This machine is ${facts.arch}, not ${arch}.`));
  if (facts.privilege === 'none') {
    problems.push(problem('not-allowed', 'Buildroots need root: let Portolan log in as root, or give its user sudo without a password.'));
  }
  if (facts.rpmbuild === null) problems.push(problem('not-found', 'rpmbuild is missing. Install rpm-build (Debian: rpm).'));
  const others = facts.missingTools.filter((tool) => tool !== 'rpmbuild');
  if (others.length > 0) problems.push(problem('not-found', `Missing on this machine: ${others.join(', ')}.`));
  if (facts.diskFreeBytes < LEAST_DISK_BYTES) {
    problems.push(problem('limit', `Only ${Math.floor(facts.diskFreeBytes / 1048576)} MiB are free under ${facts.base}; a build needs ${LEAST_DISK_BYTES / 1048576}.`));
  }
  return problems;
}
