import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PracticeOptions } from '#electron/practice/practice.ts';
import { specKey, recordedEvaluations } from '#electron/core/planning/spec-evaluations.ts';

/**
 * What a project has recorded for the simulation: evaluations of its specs by a real builder, and what such a builder's
 * root provides. A project without them gets a simulation that can answer for no specs, and says so.
 */
export async function recordedPractice(folder: string): Promise<Pick<PracticeOptions, 'specAnswers' | 'rootProvides'>> {
  const evaluations = await recordedEvaluations(join(folder, 'specs'));
  const provides = await readFile(join(folder, 'root-provides.txt'), 'utf8').catch(() => '');
  return {
    specAnswers: (text, macros, query) => {
      const said = evaluations[specKey(text, Object.fromEntries(macros.map(({ name, value }) => [name, value])))];
      if (said === undefined || query.kind === 'buildrequires') return null;
      if (said.refusal !== null) return { exitCode: 1, stdout: '', stderr: said.refusal };
      return { exitCode: 0, stdout: query.kind === 'source' ? said.source : said.binaries, stderr: '' };
    },
    rootProvides: provides.split('\n').filter((line) => line !== ''),
  };
}
