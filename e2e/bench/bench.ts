import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

import { blockers } from './blockers.ts';
import { buildroots } from './buildroots.ts';
import { ratioOf, type Benchmark, type Findings } from './findings.ts';
import { graph } from './graph.ts';
import { ingest } from './ingest.ts';
import { log } from './log.ts';
import { makespan } from './makespan.ts';
import { map } from './map.ts';
import { neighbours } from './neighbours.ts';
import { cacheFolder } from './places.ts';
import { ssh } from './ssh.ts';
import { start } from './start.ts';
import { tableOf } from './table.ts';
import { triage } from './triage.ts';

/**
 * `node e2e/bench/bench.ts [NAME…]`: all benchmarks or the named ones. Each prints a table and writes
 * `.cache/bench/NAME.json`. Nothing fails for being slow; only what cannot be measured at all does.
 */
const BENCHMARKS: readonly Benchmark[] = [ingest, buildroots, graph, blockers, map, neighbours, log, triage, ssh, makespan, start];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHMARKS.some((each) => each.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${BENCHMARKS.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}
const chosen = asked.length === 0 ? BENCHMARKS : BENCHMARKS.filter(({ name }) => asked.includes(name));
const [only] = chosen;
if (only !== undefined && chosen.length === 1) await runHere(only);
else for (const each of chosen) await runApart(each);
// A server or a browser that something forgot must not keep a benchmark from ending.
process.exit();

async function runHere(benchmark: Benchmark): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const began = performance.now();
  const findings = await benchmark.run();
  const machine = { processors: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version, loadBefore, loadAfter: loadavg()[0] ?? 0, seconds: (performance.now() - began) / 1000 };
  process.stdout.write(`${tableOf(`${benchmark.name}: ${benchmark.title}`, findings)}load: ${machine.loadBefore.toFixed(1)} before, ${machine.loadAfter.toFixed(1)} after, on ${machine.processors} processors; ${machine.seconds.toFixed(0)} s in all\n\n`);
  await keep(benchmark, findings, machine);
}

async function keep({ name, title }: Benchmark, findings: Findings, machine: object): Promise<void> {
  const rows = findings.rows.map((row) => ({ ...row, ratio: ratioOf(row) }));
  await writeFile(join(await cacheFolder('.'), `${name}.json`), `${JSON.stringify({ name, title, at: new Date().toISOString(), machine, ...findings, rows }, null, 2)}\n`);
}

/** In a process of its own, so that none inherits another's heap or compiled code. */
async function runApart({ name }: Benchmark): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code === 0) return;
  process.stdout.write(`${name} broke off (${code ?? 'killed'})\n\n`);
  process.exitCode = 1;
}
