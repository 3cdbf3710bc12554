import { readFile } from 'node:fs/promises';

import { BINARY_QUERY_FORMAT, SOURCE_QUERY_FORMAT } from '#shared/rpm/spec-query.ts';

import type { BuilderLine } from '../builders/builder-link.ts';
import { evaluateSpecs, type SpecAnswer, type SpecFile as SentFile } from '../jobs/evaluate-specs.ts';
import type { SpecQuery } from '../jobs/spec-arguments.ts';
import type { TaskContext } from '../tasks/task-board.ts';
import { filesBesideSpecs, filesOfTree, type SmallFile } from './small-files.ts';
import type { EvaluationTarget, SpecEvaluations, SpecFile } from './spec-evaluations.ts';

/** Specs that are sent to a builder at once: few round trips, and progress that moves. */
const BATCH = 50;

/** What is asked of every spec. */
export const SPEC_QUERIES = [
  { kind: 'source', format: SOURCE_QUERY_FORMAT },
  { kind: 'binary', format: BINARY_QUERY_FORMAT },
] as const satisfies readonly SpecQuery[];

/**
 * Asks a builder what specs say for an architecture under its macros, and keeps its answers. A spec that rpmspec refuses is kept
 * with its words: that is an answer too.
 */
export async function evaluateOn(line: BuilderLine, specs: readonly SpecFile[], { arch, macros }: EvaluationTarget, evaluations: SpecEvaluations, context: TaskContext): Promise<void> {
  let done = 0;
  for (const batch of batchesOf(specs)) {
    context.report({ phase: `for ${arch} on ${line.name}`, done, total: specs.length, unit: 'items' });
    const answers = await evaluateSpecs(line, {
      specs: await Promise.all(batch.map(async ({ file, text, tree, sourceFolder }) => ({ name: file, bytes: Buffer.from(text), sources: tree === null ? undefined : await contentsOf(await filesOfTree(sourceFolder)) }))),
      sources: await besides(batch),
      target: arch,
      macros: Object.entries(macros).map(([name, value]) => ({ name, value })),
      queries: SPEC_QUERIES,
      signal: context.signal,
    });
    for (const spec of batch) {
      const mine = answers.filter((answer) => answer.spec === spec.file);
      const [source, binaries] = [mine.find(({ query }) => query === 0), mine.find(({ query }) => query === 1)];
      const refused = [source, binaries].find((answer) => answer?.exitCode !== 0);
      await evaluations.keep(spec, { source: source?.stdout ?? '', binaries: binaries?.stdout ?? '', refusal: refused === undefined ? null : wordsOf(refused) });
    }
    done += batch.length;
  }
}

/** Batches in which no file name comes twice: trees of two streams have specs of one name. */
function batchesOf(specs: readonly SpecFile[]): SpecFile[][] {
  const batches: { readonly specs: SpecFile[]; readonly names: Set<string> }[] = [];
  for (const spec of specs) {
    let batch = batches.find(({ specs: full, names }) => full.length < BATCH && !names.has(spec.file));
    if (batch === undefined) batches.push((batch = { specs: [], names: new Set() }));
    batch.specs.push(spec);
    batch.names.add(spec.file);
  }
  return batches.map(({ specs: batch }) => batch);
}

function wordsOf(answer: SpecAnswer): string {
  if (answer.exitCode === 124) return 'rpmspec took longer than a minute';
  return answer.stderr.trim() === '' ? `rpmspec ended with ${answer.exitCode}` : answer.stderr.trim();
}

/** The small files that lie beside the project's own specs, each once. */
async function besides(specs: readonly SpecFile[]): Promise<SentFile[]> {
  const sent = new Map<string, SmallFile>();
  for (const folder of new Set(specs.filter(({ tree }) => tree === null).map(({ sourceFolder }) => sourceFolder))) {
    for (const file of await filesBesideSpecs(folder)) sent.set(file.name, file);
  }
  return contentsOf([...sent.values()]);
}

function contentsOf(files: readonly SmallFile[]): Promise<SentFile[]> {
  return Promise.all(files.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })));
}
