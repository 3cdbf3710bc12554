/** One thing that must hold. `npm test` runs all of them and tells every failure, not just the first. */
export interface Step {
  readonly name: string;
  /** Arguments of `npm exec --` (a tool of node_modules), or of `node` for a program of ours. */
  readonly run: readonly string[];
  /**
   * Steps of one lane run one after the other; lanes run side by side. The builders' root is made at once, where it is not in the cache; their
   * stories wait for the other ones, so that two cores have two things to do.
   */
  readonly lane: 'checks' | 'window' | 'builders';
  /** The step of another lane that has to end before this one starts. */
  readonly after?: string;
  /** Left to `npm run test:full`. */
  readonly onlyFull?: true;
  /** Where the step leaves its results as JSON, and whose form they have. */
  readonly results?: { readonly file: string; readonly form: 'vitest' | 'playwright' };
}

const results = (name: string): string => `.cache/results/${name}.json`;

/** vitest with a report on the screen and one for {@link Step.results}. */
const vitest = (name: string, ...more: readonly string[]): readonly string[] => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results(name)}`, ...more];

export const STEPS: readonly Step[] = [
  { name: 'types', lane: 'checks', run: ['tsc', '-b'] },
  {
    name: 'unit and property tests',
    lane: 'checks',
    run: vitest('unit', '--project=pure', '--project=core'),
    results: { file: results('unit'), form: 'vitest' },
  },
  { name: 'lint', lane: 'checks', run: ['eslint', '.'] },
  { name: 'walls', lane: 'checks', run: ['depcruise', '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'e2e'] },
  { name: 'unused', lane: 'checks', run: ['knip'] },
  { name: 'build', lane: 'window', run: ['electron-vite', 'build'] },
  {
    name: 'stories',
    lane: 'window',
    run: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    results: { file: results('stories'), form: 'playwright' },
  },
  // Made beside what does not need it, where it is not in the cache.
  { name: 'the practice root', lane: 'builders', run: ['node', 'electron/headless/setup.ts', '--root-only'] },
  { name: 'tests of emulated builders', lane: 'builders', run: vitest('fleet', '--project=fleet'), results: { file: results('fleet'), form: 'vitest' } },
  {
    name: 'stories on emulated builders',
    lane: 'builders',
    after: 'stories',
    run: ['playwright', 'test', '--config', 'e2e/guests.config.ts'],
    results: { file: results('guests'), form: 'playwright' },
  },
  { name: 'tests on emulated builders', lane: 'builders', onlyFull: true, run: vitest('builders', '--project=builders'), results: { file: results('builders'), form: 'vitest' } },
];
