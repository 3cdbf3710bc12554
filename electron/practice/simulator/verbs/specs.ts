import { readQueryArguments } from '#electron/core/jobs/spec-arguments.ts';
import { readArchive } from './job-verbs.ts';
import { HEADER, type Verb } from './verb.ts';

/** What was recorded holds for the architecture of these builders alone. */
const ARCH = 's390x';
const CANNOT = 'This builder is a simulation: it gives recorded evaluations of specs back, and cannot evaluate a spec that was never recorded.';

/** Answers from recorded evaluations alone: a spec is a program, and there is nothing here to run it. */
export const specs: Verb = async (context, _args) => {
  const { files } = await readArchive(context);
  const texts = new Map(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')]));
  await context.io.out(HEADER);
  let unknown = false;
  for (const { name, bytes } of files) {
    const file = /^SPECS\/([^/]+\.spec)$/.exec(name)?.[1];
    if (file === undefined) continue;
    const text = Buffer.from(bytes).toString('utf8');
    for (let index = 0; texts.has(`QUERIES/${index}`); index += 1) {
      const asked = readQueryArguments((texts.get(`QUERIES/${index}`) ?? '').split('\n').slice(0, -1));
      const recorded = asked === null || (asked.target ?? ARCH) !== ARCH ? null : (context.specAnswers?.(text, asked.macros, asked.query, asked.target) ?? null);
      unknown ||= recorded === null;
      const { exitCode, stdout, stderr } = recorded ?? { exitCode: 1, stdout: '', stderr: `${CANNOT} (${file})\n` };
      const out = Buffer.from(stdout);
      const err = Buffer.from(stderr);
      await context.io.out(Buffer.concat([Buffer.from(`spec ${file} ${index} ${exitCode} ${out.length} ${err.length}\n`), out, err]));
    }
  }
  if (unknown) context.io.err(`${CANNOT}\n`);
};
