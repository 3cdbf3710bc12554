import { lookasideAddresses } from '#shared/rpm/distgit/lookaside-address.ts';
import type { SourcePackage } from '#shared/rpm/package.ts';
import { nameInAnswer } from '#shared/rpm/spec-query.ts';
import { problem, problemOf, type Problem } from '#shared/vocabulary/problem.ts';

import { cloneProblem, gitPlaces, isCloned, type GitPlace } from '../distgit/places.ts';
import type { DistGitTree } from '../distgit/read-tree.ts';
import { readTrees, type TreesFound } from '../distgit/read-trees.ts';
import { isFileNamed } from '../jobs/job-file.ts';
import type { ProjectConfig, SourceEntry } from '../project/project-schema.ts';
import type { SrpmShelf } from '../srpms/srpm-shelf.ts';
import { fixMacros } from './fix-macros.ts';
import { locate } from './locate.ts';
import { passMacros, type PassConditions } from './pass-macros.ts';
import type { EvaluatedSpec, EvaluationTarget, SpecAnswers, SpecEvaluations, SpecFile, SpecTree } from './spec-evaluations.ts';

/** What one entry of `sources` was found to hold; counts that do not apply are 0. */
export interface FoundSources {
  readonly trees: number;
  readonly specs: number;
  /** Of the specs, those that a builder has evaluated. */
  readonly evaluated: number;
  /** Known by the headers of their SRPMs. */
  readonly packages: number;
  /** Repositories that are not cloned yet. */
  readonly uncloned: number;
  readonly problems: readonly Problem[];
}

/** A package that is ported, but cannot be evaluated at all. */
export interface BrokenTree {
  readonly name: string;
  readonly why: string;
}

export interface SourceSurvey {
  /** By entry of `sources`, in order; null for a yum repository, which its plan tells of. */
  readonly entries: readonly (FoundSources | null)[];
  readonly evaluated: readonly EvaluatedSpec[];
  /** Specs that no builder has evaluated for the target. */
  readonly unevaluated: readonly SpecFile[];
  /** Specs that no builder has evaluated under the port fixes of their source and the conditions of the pass, with the macros that these come to. */
  readonly unfixed: readonly { readonly spec: SpecFile; readonly macros: Readonly<Record<string, string>> }[];
  /** Specs that no builder has evaluated for what the project compares with. */
  readonly uncompared: readonly SpecFile[];
  readonly broken: readonly BrokenTree[];
  readonly srpms: readonly SourcePackage[];
  /** Repositories that are not cloned yet. */
  readonly uncloned: readonly GitPlace[];
}

export interface SurveyRequest {
  readonly config: ProjectConfig;
  readonly folder: string;
  readonly cache: string;
  readonly evaluations: SpecEvaluations;
  readonly shelf: SrpmShelf;
  readonly target: EvaluationTarget;
  /** Null: the project compares with nothing. */
  readonly compare: EvaluationTarget | null;
  /** The pass that is under way; null: portolan.yaml does not name it. */
  readonly pass: PassConditions | null;
}

/** Looks at every folder of specs and every dist-git tree that the project names. Throws a ProblemError where a folder cannot be read. */
export async function surveySources(request: SurveyRequest): Promise<SourceSurvey> {
  const survey = new Survey(request);
  for (const entry of request.config.sources) await survey.add(entry);
  return survey.result;
}

class Survey {
  readonly result = { entries: new Array<FoundSources | null>(), evaluated: new Array<EvaluatedSpec>(), unevaluated: new Array<SpecFile>(), unfixed: new Array<SourceSurvey['unfixed'][number]>(), uncompared: new Array<SpecFile>(), broken: new Array<BrokenTree>(), srpms: new Array<SourcePackage>(), uncloned: new Array<GitPlace>() };
  readonly #request: SurveyRequest;

  constructor(request: SurveyRequest) {
    this.#request = request;
  }

  async add(entry: SourceEntry): Promise<void> {
    const { folder, evaluations, target } = this.#request;
    if (entry.kind === 'repository') {
      this.result.entries.push(null);
      return;
    }
    if (entry.kind === 'srpms') {
      const { sources, problems } = await this.#request.shelf.read(locate(folder, entry.folder));
      this.result.srpms.push(...sources);
      this.result.entries.push({ trees: 0, specs: 0, evaluated: 0, packages: sources.length, uncloned: 0, problems });
      return;
    }
    if (entry.kind === 'specs') {
      const specs = await evaluations.specsIn(locate(folder, entry.folder), target.macros);
      this.result.entries.push({ trees: 0, specs: specs.length, evaluated: await this.#take(specs), packages: 0, uncloned: 0, problems: [] });
      return;
    }
    const before = this.result.uncloned.length;
    const { trees, problems } = await this.#treesOf(entry);
    const specs: SpecFile[] = [];
    const wrong: Problem[] = [...problems];
    for (const tree of trees) {
      if (tree.spec === null) this.result.broken.push({ name: tree.name, why: `${tree.folder} has no spec file` });
      else if (!isFileNamed(tree.spec.file)) wrong.push(problem('bad-input', `${tree.folder} has a spec file whose name no builder takes: ${JSON.stringify(tree.spec.file.slice(0, 100))}.`));
      else specs.push(await evaluations.specOfTree(tree.spec, tree.sourceFolder, this.#placed(tree, entry.branch ?? null), target.macros));
    }
    this.result.entries.push({ trees: trees.length, specs: specs.length, evaluated: await this.#take(specs), packages: 0, uncloned: this.result.uncloned.length - before, problems: wrong });
  }

  async #treesOf(entry: SourceEntry & { readonly kind: 'dist-git' }): Promise<TreesFound> {
    const { folder, cache } = this.#request;
    if (entry.folder !== undefined) return readTrees(locate(folder, entry.folder));
    const trees: DistGitTree[] = [];
    const problems: Problem[] = [];
    for (const place of gitPlaces({ git: entry.git ?? '', branch: entry.branch ?? '', packages: entry.packages }, cache)) {
      const failed = await cloneProblem(place);
      if (failed !== null) problems.push(failed);
      if (!(await isCloned(place))) {
        this.result.uncloned.push(place);
        continue;
      }
      const found = await readTrees(place.folder).catch((thrown: unknown): TreesFound => ({ trees: [], problems: [problemOf(thrown)] }));
      trees.push(...found.trees);
      problems.push(...found.problems);
    }
    return { trees, problems };
  }

  #placed({ name, lookaside }: DistGitTree, branch: string | null): SpecTree {
    const templates = this.#request.config.lookaside;
    return { name, lookaside: lookaside.map((file) => ({ file: file.file, hash: file.hash, addresses: lookasideAddresses(templates, { ...file, name, branch }) })) };
  }

  /** Sorts specs by what builders have said of them; how many have been evaluated for the target. */
  async #take(specs: readonly SpecFile[]): Promise<number> {
    const { evaluations, compare } = this.#request;
    let count = 0;
    for (const spec of specs) {
      const asked = compare === null ? null : evaluations.comparedWith(spec, compare);
      const compared = asked === null ? null : await evaluations.answersFor(asked);
      if (asked !== null && compared === null) this.result.uncompared.push(asked);
      const answers = await evaluations.answersFor(spec);
      if (answers === null) this.result.unevaluated.push(spec);
      else {
        const { file, path, sourceFolder, tree } = spec;
        const { fixed, passed } = await this.#changed(spec, answers);
        const best = passed ?? fixed ?? answers;
        this.result.evaluated.push({ file, path, sourceFolder, tree, answers: best, plain: best === answers ? null : answers, withoutPass: passed === null ? null : (fixed ?? answers), compared });
        count += 1;
      }
    }
    return count;
  }

  /** What the spec says under the port fixes of its source, and under the conditions of the pass as well; null where these change nothing, and where no builder could say it. */
  async #changed(spec: SpecFile, plain: SpecAnswers): Promise<{ readonly fixed: SpecAnswers | null; readonly passed: SpecAnswers | null }> {
    const { config, pass, target } = this.#request;
    if (plain.refusal !== null) return { fixed: null, passed: null };
    const fixes = (config.portFixes[nameInAnswer(plain.source)] ?? []).map(({ change }) => change);
    const fixed = await this.#under(spec, fixMacros(fixes));
    return { fixed, passed: await this.#under(spec, pass === null ? null : passMacros(pass, fixes, spec.text, target.macros)) };
  }

  async #under(spec: SpecFile, own: Readonly<Record<string, string>> | null): Promise<SpecAnswers | null> {
    if (own === null) return null;
    const { evaluations, target } = this.#request;
    const macros = { ...target.macros, ...own };
    const asked = evaluations.underMacros(spec, macros);
    const answers = await evaluations.answersFor(asked);
    if (answers === null) this.result.unfixed.push({ spec: asked, macros });
    // What rpmspec refuses under them is planned as it is written; its build will say what is wrong.
    return answers === null || answers.refusal !== null ? null : answers;
  }
}
