import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';

import type { Finding } from '#electron/core/doctor/doctor.ts';
import { REQUIREMENTS } from '#electron/core/doctor/requirements.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** invoke-rc.d(8) asks this program before it starts a service; exit status 101 forbids it. */
const POLICY = '/usr/sbin/policy-rc.d';

/** The Debian packages that bring what the doctor missed, in the order of the requirements, each once. */
export function packagesFor(findings: readonly Finding[]): readonly string[] {
  const missing = new Set(findings.filter(({ problem }) => problem !== null).map(({ id }) => id));
  return [...new Set(REQUIREMENTS.filter(({ id }) => missing.has(id)).flatMap(({ debian }) => debian))];
}

/** Installs packages with apt-get, which speaks for itself, and starts no service: an sshd is for the tests to start and stop. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const forbidden = await forbidServices();
  try {
    await aptGet(['update']);
    await aptGet(['install', '--yes', '--no-install-recommends', ...packages]);
  } finally {
    if (forbidden) await rm(POLICY, { force: true });
  }
}

/** False when the machine has a policy of its own, which stays. */
async function forbidServices(): Promise<boolean> {
  try {
    await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

async function aptGet(args: readonly string[]): Promise<void> {
  const child = spawn('apt-get', ['--quiet', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new ProblemError('internal', `apt-get ${args[0] ?? ''} failed; what it said is above.`, `exit status ${String(child.exitCode)}`);
}
