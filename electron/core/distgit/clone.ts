import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { runProgram } from '../sources/run-program.ts';
import type { GitPlace } from './places.ts';

/** Settings that keep git from asking anybody anything, running a stranger's hooks, following a stranger's links, and waiting for ever. */
const SETTINGS = ['protocol.allow=never', 'protocol.https.allow=always', 'protocol.http.allow=always', 'protocol.ssh.allow=always', 'protocol.file.allow=always', 'core.symlinks=false', 'core.hooksPath=/dev/null', 'core.fsmonitor=false', 'http.lowSpeedLimit=100', 'http.lowSpeedTime=60'];

/** The arguments of git: one branch, its last commit alone; the address comes behind `--`, where it can be no option. */
export function cloneArguments({ address, branch }: GitPlace, folder: string): string[] {
  return [...SETTINGS.flatMap((setting) => ['-c', setting]), 'clone', '--quiet', '--depth', '1', '--single-branch', '--no-tags', '--no-recurse-submodules', '--branch', branch, '--', address, folder];
}

/**
 * Clones a repository into its place, in one rename; what was there stays until the new clone is whole. Throws a ProblemError: `unreachable` with git's words, or
 * `cancelled`.
 */
export async function cloneInto(place: GitPlace, signal: AbortSignal): Promise<void> {
  const part = `${place.folder}.${randomUUID()}.new`;
  await mkdir(dirname(place.folder), { recursive: true });
  try {
    const { status, stderr } = await runProgram('git', cloneArguments(place, part), { signal, environment: { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' } });
    if (status !== 0) throw new ProblemError('unreachable', `The branch ${place.branch} of ${place.address} could not be cloned.`, stderr.trim().slice(0, 2000));
    await rm(place.folder, { recursive: true, force: true });
    await rename(part, place.folder);
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown;
    if (signal.aborted) throw new ProblemError('cancelled', `Cloning ${place.address} was cancelled.`);
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') throw new ProblemError('not-found', `git is not installed here, and ${place.address} is to be cloned with it.`);
    throw thrown;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
