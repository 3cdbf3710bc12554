import { Command } from 'commander';
import { z } from 'zod';

import { runDoctor } from '#electron/core/doctor/doctor.ts';
import { thisMachine } from '#electron/core/doctor/machine.ts';
import { ensureRoot } from '#electron/practice/emulated/root-build.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { installPackages, packagesFor } from './setup-packages.ts';
import { rootReporter } from './setup-report.ts';
import { fetchStarterSources } from './setup-sources.ts';

/**
 * `npm run setup`: installs what the tests and the practice fleet need (Debian and Ubuntu, as root) and makes the root of the
 * emulated builders in the cache. What is there already is left as it is. Elsewhere it says what is missing. Exit status 1 when
 * something is missing at the end that the tests need. With PORTOLAN_ROOT_IN_BACKGROUND set the root is left to the tests,
 * which make it beside lint and unit tests.
 */
const OPTIONS = z.object({ root: z.boolean(), rootOnly: z.boolean() });

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function setUp({ root, rootOnly }: z.infer<typeof OPTIONS>, signal: AbortSignal): Promise<number> {
  const machine = await thisMachine();
  const before = await runDoctor({ machine });
  const packages = machine.family === 'debian' && machine.uid === 0 && !rootOnly ? packagesFor(before) : [];
  if (packages.length > 0) {
    say(`Installing ${packages.join(' ')}`);
    await installPackages(packages);
  }
  const after = packages.length > 0 ? await runDoctor({ machine }) : before;
  const missing = after.filter(({ problem, neededFor }) => problem !== null && (neededFor.includes('tests') || neededFor.includes('practice-fleet')));
  for (const { what, neededFor, problem } of missing) {
    if (problem !== null) say(`Missing: ${what} (for ${neededFor.join(', ')}). ${problem.message}\n    ${problem.mend}`);
  }
  const emulates = missing.every(({ neededFor }) => !neededFor.includes('practice-fleet'));
  if (!rootOnly) await fetchStarterSources(say, signal);
  const later = !rootOnly && (process.env['PORTOLAN_ROOT_IN_BACKGROUND'] ?? '') !== '';
  if (root && emulates && !later) say(`The root of the emulated builders: ${await ensureRoot({ onProgress: rootReporter(say), signal })}`);
  // A machine that cannot emulate is told so; what needs emulated builders is skipped there, and says so too.
  if (rootOnly) return 0;
  const lacking = missing.some(({ neededFor }) => neededFor.includes('tests'));
  say(lacking ? 'Tests that need what is missing will be skipped, and will say so.' : 'This machine has what the tests need.');
  return lacking && machine.family === 'debian' && machine.uid === 0 ? 1 : 0;
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

try {
  const command = new Command('setup')
    .description('installs what the tests and the practice fleet need, and makes the root of the emulated builders')
    .option('--no-root', 'leave the root out')
    .option('--root-only', 'make the root and do nothing else, so that it can be made beside other work', false)
    .parse();
  process.exitCode = await setUp(OPTIONS.parse(command.opts()), interrupted.signal);
} catch (error) {
  const { message, detail } = problemOf(error);
  process.stderr.write(`setup: ${message}\n${detail === undefined ? '' : `${detail}\n`}`);
  process.exitCode = 1;
}
