import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { CLASS_WORDS } from '#shared/triage/classes.ts';
import type { LogKind, Triage } from '#shared/triage/finding.ts';
import { mockPhases, phaseOfEnd } from '#shared/triage/mock-state.ts';
import { startTriage } from '#shared/triage/triage.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { jsonOption, print, type JsonOption } from './project-option.ts';

/** A state.log is short; more of one is not read. */
const STATE_BYTES = 1024 * 1024;

interface Read {
  readonly file: string;
  readonly triage: Triage;
}

export function triageCommand(): Command {
  return new Command('triage')
    .description('why a build failed, from its log: of any rpmbuild, mock, Koji or Copr, without a project')
    .argument('<log...>', 'a build.log, a root.log, or a folder of mock’s results')
    .option('--mock-exit <code>', 'the exit code of mock, where it is known', exitCode)
    .addOption(jsonOption())
    .action(async (places: string[], { mockExit, json }: { mockExit?: number } & JsonOption) => {
      const files = (await Promise.all(places.map(logsIn))).flat();
      const reads: Read[] = [];
      for (const file of files.filter((each) => basename(each) !== 'state.log')) reads.push({ file, triage: await triageFile(file, mockExit ?? null) });
      const phase = await endOf(files);
      // What no rule knows says least; the first log of those that say the same.
      const best = reads.find(({ triage }) => triage.class !== 'unknown') ?? reads[0];
      if (best === undefined) throw new ProblemError('not-found', `There is no build.log or root.log in ${places.join(', ')}.`);
      print(json ? JSON.stringify({ phase, ...best }, null, 2) : describe(best, phase));
    });
}

function exitCode(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('An exit code is a number from 0 to 255.');
  return Number(text);
}

/** The logs of a folder of results, or the file itself. */
async function logsIn(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => null);
  if (found === null) throw new ProblemError('not-found', `${place} is not there.`);
  if (!found.isDirectory()) return [place];
  const names = ['build.log', 'root.log', 'state.log'].map((name) => join(place, name));
  const there = await Promise.all(names.map((file) => stat(file).then((one) => one.isFile(), () => false)));
  return names.filter((_, index) => there[index]);
}

async function triageFile(file: string, code: number | null): Promise<Triage> {
  const logKind: LogKind = basename(file).startsWith('root') ? 'root' : 'build';
  const run = startTriage({ logKind, exit: code === null ? undefined : { driver: 'mock', code, timedOut: code === 11 } });
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) run.push(chunk);
  return run.finish();
}

async function endOf(files: readonly string[]): Promise<string | null> {
  const state = files.find((file) => basename(file) === 'state.log');
  return state === undefined ? null : phaseOfEnd(mockPhases((await readFile(state)).subarray(0, STATE_BYTES).toString()));
}

function describe({ file, triage }: Read, phase: string | null): string {
  const { title, explanation, whatToTry, fault } = CLASS_WORDS[triage.class];
  const { causal } = triage;
  const lines = causal === null ? ['    (no line of it stands out)'] : causal.context.map((text, index) => `${causal.contextFrom + index === causal.line ? '  ▸ ' : '    '}${String(causal.contextFrom + index)}  ${text}`);
  const others = triage.candidates.filter((one) => one.causal.line !== causal?.line).slice(0, 3);
  return [
    `✕ ${title} (${triage.class}; fault: ${fault}), in ${triage.section === 'setup' ? 'the preparation' : `%${triage.section}`}${phase === null ? '' : `, while mock was in “${phase}”`}`,
    `  ${explanation}`,
    `  ${file}:`,
    ...lines,
    ...others.map((one) => `  also ${one.class}: ${String(one.causal.line)}  ${one.causal.text.trim()}`),
    '  What to try:',
    ...whatToTry.map((each) => `  - ${each}`),
    `  signature: ${triage.signature}`,
  ].join('\n');
}
