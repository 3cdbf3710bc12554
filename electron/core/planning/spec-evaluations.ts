import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/** A spec file as it lies in a folder of the project. */
export interface SpecFile {
  /** `zlib.spec` */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  /** Of its text and the target's macros: what its evaluation holds for. */
  readonly key: string;
}

const answers = z.object({
  /** rpmspec's answers to the two queries of `shared/rpm/spec-query.ts`; or its words when it refused the spec. */
  source: z.string(),
  binaries: z.string(),
  refusal: z.string().nullable(),
});
export type SpecAnswers = z.infer<typeof answers>;

/** A spec with what a builder said of it. */
export interface EvaluatedSpec {
  readonly file: string;
  readonly path: string;
  readonly answers: SpecAnswers;
}

const recorded = z.record(z.string(), answers);

/** Beside a folder of specs: evaluations that somebody recorded, so that the port is known before a builder is there. */
const RECORDED = 'evaluated.json';
const MAX_SPECS = 50_000;
const MAX_SPEC_BYTES = 4_000_000;

/** What builders said of spec files, kept by what it holds for. Specs run code, so they are never evaluated here. */
export class SpecEvaluations {
  readonly #folder: string;
  readonly #recorded = new Map<string, SpecAnswers>();

  /** @param folder in the project's cache */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The specs of a folder, by name, with their keys under these macros; recorded evaluations beside them are taken in. */
  async specsIn(folder: string, macros: Readonly<Record<string, string>>): Promise<readonly SpecFile[]> {
    let names: string[];
    try {
      names = (await readdir(folder)).filter((name) => name.endsWith('.spec')).sort();
    } catch (thrown) {
      throw new ProblemError('not-found', `The folder of spec files ${folder} cannot be read. Check “sources” in portolan.yaml.`, String(thrown));
    }
    if (names.length > MAX_SPECS) throw new ProblemError('limit', `${folder} has more than ${MAX_SPECS} spec files.`);
    for (const [key, said] of Object.entries(await recordedEvaluations(folder))) this.#recorded.set(key, said);
    return Promise.all(
      names.map(async (file) => {
        const path = join(folder, file);
        if ((await stat(path)).size > MAX_SPEC_BYTES) throw new ProblemError('limit', `${path} is too large for a spec file.`);
        const text = await readFile(path, 'utf8');
        return { file, path, text, key: specKey(text, macros) };
      }),
    );
  }

  /** What a builder said of the spec, null when none has yet. */
  async answersFor(spec: SpecFile): Promise<SpecAnswers | null> {
    const known = this.#recorded.get(spec.key);
    if (known !== undefined) return known;
    try {
      const parsed = answers.safeParse(JSON.parse(await readFile(this.#file(spec.key), 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  async keep(spec: SpecFile, said: SpecAnswers): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = this.#file(spec.key);
    await writeFile(`${file}.new`, JSON.stringify(said));
    await rename(`${file}.new`, file);
  }

  #file(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}

/** The evaluations that somebody recorded beside a folder of specs, by {@link specKey}; none where there is no such file. */
export async function recordedEvaluations(folder: string): Promise<Readonly<Record<string, SpecAnswers>>> {
  try {
    const parsed = recorded.safeParse(JSON.parse(await readFile(join(folder, RECORDED), 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** What an evaluation depends on: the spec's text and every macro of the target. */
export function specKey(text: string, macros: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(macros).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([sorted, text])).digest('hex');
}
