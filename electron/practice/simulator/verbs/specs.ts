import { parseJobFile, type SpecQuery } from '#electron/core/jobs/job-file.ts';
import { settingsOf } from '../build/cures.ts';
import { readArchive } from './job-verbs.ts';
import { HEADER, type Verb } from './verb.ts';

const CANNOT = 'This builder is a simulation: it gives recorded evaluations of specs back, and cannot evaluate a spec that was never recorded.';

/** Answers from recorded evaluations alone: a spec is a program, and there is nothing here to run it. */
export const specs: Verb = async (context, _args) => {
  const { files, job } = await readArchive(context);
  const lines = parseJobFile(job);
  const macros = [...settingsOf(lines).defines].map(([name, value]) => ({ name, value }));
  const queries = lines.filter(({ key }) => key === 'query').flatMap(({ value }) => queryOf(value));
  await context.io.out(HEADER);
  let unknown = false;
  for (const { name, bytes } of files) {
    const file = /^SPECS\/([^/]+\.spec)$/.exec(name)?.[1];
    if (file === undefined) continue;
    const text = Buffer.from(bytes).toString('utf8');
    for (const [index, query] of queries.entries()) {
      const recorded = context.specAnswers?.(text, macros, query) ?? null;
      unknown ||= recorded === null;
      const { exitCode, stdout, stderr } = recorded ?? { exitCode: 1, stdout: '', stderr: `${CANNOT} (${file})\n` };
      const out = Buffer.from(stdout);
      const err = Buffer.from(stderr);
      await context.io.out(Buffer.concat([Buffer.from(`spec ${file} ${index} ${exitCode} ${out.length} ${err.length}\n`), out, err]));
    }
  }
  if (unknown) context.io.err(`${CANNOT}\n`);
};

function queryOf(value: string): SpecQuery[] {
  if (value === 'buildrequires') return [{ kind: 'buildrequires' }];
  const [, kind, format = ''] = /^(source|binary)\s+([^]*)$/.exec(value) ?? [];
  return kind === 'source' || kind === 'binary' ? [{ kind, format }] : [];
}
