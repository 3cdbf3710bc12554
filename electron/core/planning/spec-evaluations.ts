import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { FileDigests, filesOfTree } from './small-files.ts';

/** What a dist-git tree adds to its spec. */
export interface SpecTree {
  /** Of the repository. */
  readonly name: string;
  /** What lies in look-aside caches, and where. */
  readonly lookaside: readonly FetchedFile[];
}

/** A file that is fetched by its digest. */
export interface FetchedFile {
  readonly file: string;
  /** Lower-case hex; its length tells what made it. */
  readonly hash: string;
  readonly addresses: readonly string[];
}

/** A spec file as it lies in a folder of the project, or in a dist-git tree. */
export interface SpecFile {
  /** `zlib.spec` */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  /** Where the sources lie that it names and that are kept beside it. */
  readonly sourceFolder: string;
  /** Null for a spec of the project's own folders. */
  readonly tree: SpecTree | null;
  /** Of its text, the small files of its tree and the circumstances: what its evaluation holds for. */
  readonly key: string;
}

/** What specs are evaluated for. */
export interface EvaluationTarget {
  readonly arch: string;
  readonly macros: Readonly<Record<string, string>>;
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
  readonly sourceFolder: string;
  readonly tree: SpecTree | null;
  /** Under the source's port fixes and the build conditions of the pass, where a builder was asked that. */
  readonly answers: SpecAnswers;
  /** Without either, where they change anything; null otherwise. */
  readonly plain: SpecAnswers | null;
  /** Without the conditions of the pass, where there are any for it; null otherwise. */
  readonly withoutPass: SpecAnswers | null;
  /** The same under the circumstances that the project compares with; null where it asks for none, or none was given yet. */
  readonly compared: SpecAnswers | null;
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
  readonly #digests = new FileDigests();

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
        return { file, path, text, sourceFolder: folder, tree: null, key: specKey(text, macros) };
      }),
    );
  }

  /** The spec of a tree. */
  async specOfTree(spec: { readonly file: string; readonly path: string; readonly text: string }, sourceFolder: string, tree: SpecTree, macros: Readonly<Record<string, string>>): Promise<SpecFile> {
    const beside = await this.#digests.of(await filesOfTree(sourceFolder));
    return { ...spec, sourceFolder, tree, key: specKey(spec.text, macros, beside) };
  }

  /** The spec as it is asked for other circumstances. */
  comparedWith(spec: SpecFile, { arch, macros }: EvaluationTarget): SpecFile {
    return { ...spec, key: specKey(spec.text, macros, `${spec.key} ${arch}`) };
  }

  /** The spec as it is asked under the macros that its source's port fixes and the pass come to, the target's among them. */
  underMacros(spec: SpecFile, macros: Readonly<Record<string, string>>): SpecFile {
    return { ...spec, key: spec.tree === null ? specKey(spec.text, macros) : specKey(spec.text, macros, spec.key) };
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

/** What an evaluation depends on: the spec's text, every macro, and a digest of whatever else it may read or is asked for. */
export function specKey(text: string, macros: Readonly<Record<string, string>>, more?: string): string {
  const sorted = Object.entries(macros).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(more === undefined ? [sorted, text] : [sorted, text, more])).digest('hex');
}
