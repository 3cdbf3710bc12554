import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { BINARY_QUERY_FORMAT, SOURCE_QUERY_FORMAT } from '#shared/rpm/spec-query.ts';

import type { BuilderLine } from '../builders/builder-link.ts';
import { evaluateSpecs, type SpecAnswer, type SpecFile as SentFile } from '../jobs/evaluate-specs.ts';
import type { TaskContext } from '../tasks/task-board.ts';
import type { SpecEvaluations, SpecFile } from './spec-evaluations.ts';

/** Specs that are sent to a builder at once: few round trips, and progress that moves. */
const BATCH = 50;
/** A file beside a spec that a `%{load:}` or `%include` may want; tarballs are not sent for an evaluation. */
const SMALL = 100_000;

/**
 * Asks a builder what specs say under the target's macros and keeps its answers. A spec that rpmspec refuses is kept
 * with its words: that is an answer too.
 */
export async function evaluateOn(line: BuilderLine, specs: readonly SpecFile[], macros: Readonly<Record<string, string>>, evaluations: SpecEvaluations, context: TaskContext): Promise<void> {
  for (let begin = 0; begin < specs.length; begin += BATCH) {
    context.report({ phase: `on ${line.name}`, done: begin, total: specs.length, unit: 'items' });
    const batch = specs.slice(begin, begin + BATCH);
    const answers = await evaluateSpecs(line, {
      specs: batch.map(({ file, text }) => ({ name: file, bytes: Buffer.from(text) })),
      sources: await besides(batch),
      macros: Object.entries(macros).map(([name, value]) => ({ name, value })),
      queries: [
        { kind: 'source', format: SOURCE_QUERY_FORMAT },
        { kind: 'binary', format: BINARY_QUERY_FORMAT },
      ],
      signal: context.signal,
    });
    for (const spec of batch) {
      const mine = answers.filter((answer) => answer.spec === spec.file);
      const [source, binaries] = [mine.find(({ query }) => query === 0), mine.find(({ query }) => query === 1)];
      const refused = [source, binaries].find((answer) => answer?.exitCode !== 0);
      await evaluations.keep(spec, { source: source?.stdout ?? '', binaries: binaries?.stdout ?? '', refusal: refused === undefined ? null : wordsOf(refused) });
    }
  }
}

function wordsOf(answer: SpecAnswer): string {
  if (answer.exitCode === 124) return 'rpmspec took longer than a minute';
  return answer.stderr.trim() === '' ? `rpmspec ended with ${answer.exitCode}` : answer.stderr.trim();
}

/** The small files that lie beside the specs, each once. */
async function besides(specs: readonly SpecFile[]): Promise<SentFile[]> {
  const sent = new Map<string, SentFile>();
  for (const folder of new Set(specs.map(({ path }) => dirname(path)))) {
    for (const name of await readdir(folder)) {
      if (name.endsWith('.spec') || name.endsWith('.json') || !/^[A-Za-z0-9][A-Za-z0-9._+~-]*$/.test(name)) continue;
      const path = join(folder, name);
      const { size } = await stat(path);
      if (size <= SMALL) sent.set(name, { name, bytes: await readFile(path) });
    }
  }
  return [...sent.values()];
}
