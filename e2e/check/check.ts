import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { playwrightOutcome, vitestOutcome, type Outcome } from './results.ts';
import { STEPS as ALL, type Step } from './steps.ts';

/**
 * `npm test`: every step, lanes side by side, then what failed, what was skipped and why, and the closing count.
 * `npm run test:full` (`--full`) tries the costly properties far more often, and builds the whole corpus of failures on emulated builders.
 */
const root = join(import.meta.dirname, '..', '..');
const full = process.argv.includes('--full');
const env = full ? { ...process.env, PORTOLAN_FULL: '1' } : process.env;
const STEPS = ALL.filter(({ onlyFull = false }) => full || !onlyFull);

interface Ended {
  readonly step: Step;
  readonly code: number;
  readonly seconds: number;
}

function run(step: Step): Promise<Ended> {
  const [first = '', ...rest] = step.run;
  const program = first === 'node' ? process.execPath : join(root, 'node_modules', '.bin', first);
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    const said: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    const end = (code: number): void => {
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`\n━━ ${step.name}: ${code === 0 ? 'ok' : `FAILED (${code})`}, ${seconds.toFixed(1)} s\n`);
      process.stdout.write(Buffer.concat(said));
      resolve({ step, code, seconds });
    };
    child.on('error', (error) => {
      said.push(Buffer.from(String(error)));
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Resolved when the step of that name has ended, well or not. */
const endOf = new Map(STEPS.map(({ name }) => [name, Promise.withResolvers<undefined>()]));

async function lane(steps: readonly Step[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const step of steps) {
    if (step.after !== undefined) await endOf.get(step.after)?.promise;
    ended.push(await run(step));
    endOf.get(step.name)?.resolve(undefined);
  }
  return ended;
}

async function outcomeOf({ step }: Ended): Promise<Outcome | null> {
  if (step.results === undefined) return null;
  try {
    const json: unknown = JSON.parse(await readFile(join(root, step.results.file), 'utf8'));
    return step.results.form === 'vitest' ? vitestOutcome(json) : playwrightOutcome(json);
  } catch (thrown) {
    process.stdout.write(`${step.name} left no report that can be read: ${String(thrown)}\n`);
    return null;
  }
}

for (const { results } of STEPS) {
  if (results === undefined) continue;
  await mkdir(join(root, dirname(results.file)), { recursive: true });
  await rm(join(root, results.file), { force: true });
}
const lanes = [...new Set(STEPS.map((step) => step.lane))];
const ended = (await Promise.all(lanes.map((name) => lane(STEPS.filter((step) => step.lane === name))))).flat();
const outcomes = (await Promise.all(ended.map(outcomeOf))).flatMap((each) => each ?? []);

const skipped = [...outcomes.flatMap((each) => each.skipped), ...ALL.filter((step) => !STEPS.includes(step)).map(({ name }) => `${name} [left to npm run test:full]`)];
process.stdout.write(`\n━━ skipped: ${skipped.length === 0 ? 'nothing' : skipped.length}\n${skipped.map((name) => `  ${name}\n`).join('')}`);
for (const { step, code, seconds } of ended) process.stdout.write(`${code === 0 ? '✓' : '✕'} ${step.name} (${seconds.toFixed(1)} s)\n`);
const sum = (pick: (outcome: Outcome) => number): number => outcomes.reduce((total, each) => total + pick(each), 0);
const brokenSteps = ended.filter(({ code, step }) => code !== 0 && step.results === undefined).length;
const silent = ended.filter(({ step }) => step.results !== undefined).length - outcomes.length;
process.stdout.write(`${sum((each) => each.passed)} passed, ${sum((each) => each.failed) + brokenSteps + silent} failed, ${skipped.length} skipped\n`);
process.exitCode = ended.every(({ code }) => code === 0) ? 0 : 1;
