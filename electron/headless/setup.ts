import { parseArgs } from 'node:util';

import { runDoctor } from '#electron/core/doctor/doctor.ts';
import { thisMachine } from '#electron/core/doctor/machine.ts';
import { ensureRoot } from '#electron/practice/emulated/root-build.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { installPackages, packagesFor } from './setup-packages.ts';
import { rootReporter } from './setup-report.ts';

/**
 * `npm run setup`: installs what the tests and the practice fleet need (Debian and Ubuntu, as root) and makes the root of the
 * emulated builders in the cache. What is there already is left as it is. Elsewhere it says what is missing. `--no-root` leaves the root out, `--root-only` does
 * nothing else, so that it can be made beside other work. Exit status 1 when something that the tests need is missing at the end.
 */
const { values } = parseArgs({ options: { 'no-root': { type: 'boolean', default: false }, 'root-only': { type: 'boolean', default: false } } });

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function setUp(): Promise<number> {
  const machine = await thisMachine();
  if (!values['root-only'] && machine.family === 'debian' && machine.uid === 0) {
    const packages = packagesFor(await runDoctor({ machine }));
    if (packages.length > 0) {
      say(`Installing ${packages.join(' ')}`);
      await installPackages(packages);
    }
  }
  const missing = (await runDoctor({ machine })).filter(({ problem, neededFor }) => problem !== null && (neededFor.includes('tests') || neededFor.includes('practice-fleet')));
  for (const { what, neededFor, problem } of missing) {
    if (problem !== null) say(`Missing: ${what} (for ${neededFor.join(', ')}). ${problem.message}\n    ${problem.mend}`);
  }
  // Without emulated builders the tests that want them are skipped, and say so.
  const emulates = missing.every(({ neededFor }) => !neededFor.includes('practice-fleet'));
  if (!values['no-root'] && emulates) say(`The root of the emulated builders: ${await ensureRoot({ onProgress: rootReporter(say), signal: interrupted.signal })}`);
  const lacking = missing.filter(({ neededFor }) => neededFor.includes('tests'));
  say(lacking.length === 0 ? 'This machine has what the tests need.' : 'Tests that need what is missing will be skipped, and will say so.');
  return lacking.length === 0 && (emulates || !values['root-only']) ? 0 : 1;
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

try {
  process.exitCode = await setUp();
} catch (error) {
  const { message, detail } = problemOf(error);
  process.stderr.write(`setup: ${message}\n${detail === undefined ? '' : `${detail}\n`}`);
  process.exitCode = 1;
}
