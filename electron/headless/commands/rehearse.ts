import { Command, InvalidArgumentError, Option } from 'commander';

import { workerFile } from '#electron/core/places/own-files.ts';
import type { Rehearsed } from '#electron/practice/rehearsal/rehearse.ts';

import { interruptSignal, jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';

interface RehearseFlags extends ProjectOption, JsonOption {
  readonly seed: string;
  readonly share: number;
  readonly failures?: number;
  readonly clusters?: number;
  readonly older?: number;
  readonly until?: number;
  readonly builders: number;
  readonly slots: number;
  readonly longLog: boolean;
  readonly anew: boolean;
}

export function rehearseCommand(): Command {
  return new Command('rehearse')
    .description('give a port a simulated past: a pass over everything that it plans, with failures, logs and fixes')
    .addOption(projectOption())
    .addOption(new Option('--seed <words>', 'the same seed, plan and end give the same past').default('rehearsal'))
    .addOption(new Option('--share <number>', 'how much of what can be built is built, 0 to 1').default(0.75).argParser((text) => numberOf(text, 0, 1)))
    .addOption(new Option('--failures <count>', 'so many fail for the first time in the last night').argParser((text) => wholeOf(text, 0, 10_000)))
    .addOption(new Option('--clusters <count>', 'and these have so many signatures').argParser((text) => wholeOf(text, 0, 100)))
    .addOption(new Option('--older <count>', 'so many failed in earlier nights and still do').argParser((text) => wholeOf(text, 0, 10_000)))
    .addOption(new Option('--until <instant>', 'when it ends, as ISO 8601 has it (default: now)').argParser(instantOf))
    .addOption(new Option('--builders <count>', 'simulated builders').default(10).argParser((text) => wholeOf(text, 1, 50)))
    .addOption(new Option('--slots <count>', 'builds that each runs at once').default(2).argParser((text) => wholeOf(text, 1, 16)))
    .option('--long-log', 'one log has about a million lines', false)
    .option('--anew', 'what was done after an earlier rehearsal may go', false)
    .addOption(jsonOption())
    .action(async (flags: RehearseFlags) => {
      const { project, seed, share, builders, slots, longLog, anew } = flags;
      let told = '';
      const { rehearse } = await import('#electron/practice/rehearsal/rehearse.ts');
      const rehearsed = await rehearse(project, {
        seed,
        share,
        failures: flags.failures ?? null,
        clusters: flags.clusters ?? null,
        older: flags.older ?? null,
        until: flags.until ?? Date.now(),
        builders,
        slots,
        longLog,
        anew,
        planWorker: workerFile('plan'),
        context: {
          signal: interruptSignal(),
          report: ({ phase = '' }) => {
            // Files are read side by side; the kind of work is enough.
            const words = phase.replace(/ \S*\/.*$/, '');
            if (words !== told) process.stderr.write(`${words}\n`);
            told = words;
          },
        },
      });
      print(flags.json ? JSON.stringify(rehearsed, null, 2) : describe(rehearsed));
    });
}

function describe(rehearsed: Rehearsed): string {
  const { from, until, attempts, built, withDebt, failed, fresh, clusters, lost, generations, leftOut, logBytes, madeBase } = rehearsed;
  return [
    'SIMULATION: nothing of this was built.',
    `${new Date(from).toISOString()} to ${new Date(until).toISOString()}: ${attempts} attempts, ${lost} of them lost with their builder; ${generations} generations; ${Math.round(logBytes / 1e6)} MB of logs.`,
    `${built} packages are in the repository (${withDebt} with debt), ${failed} failed (${fresh} of them in the last night), ${leftOut} are left out.`,
    ...clusters.map(({ signature, failures, fresh: mine }) => `  ${String(failures).padStart(4)} (${mine} new)  ${signature}`),
    ...(madeBase ? ['There was no foreign base, and without one nothing of a cycle could begin: simulated-base.txt is made up, and named in portolan.yaml.'] : []),
    'portolan.yaml has the simulated builders, the port fixes and what is left out. “portolan serve” opens it; “portolan practice rehearse” again begins anew.',
  ].join('\n');
}

function numberOf(text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
  return value;
}

function wholeOf(text: string, least: number, most: number): number {
  const value = numberOf(text, least, most);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It is a whole number.');
  return value;
}

function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is an instant such as 2026-11-20T07:00:00Z.');
  return at;
}
