/** One thing that must hold. `npm test` runs all of them and tells every failure, not just the first. */
export interface Step {
  readonly name: string;
  /** Arguments of `npm exec --` (a tool of node_modules), or of `node` for a program of ours. */
  readonly run: readonly string[];
  /** Steps of one lane run one after the other; lanes run side by side. */
  readonly lane: 'static' | 'tests' | 'window';
  /** Where the step leaves its results as JSON, and whose form they have. */
  /** Left to `npm run test:full`. */
  readonly onlyFull?: true;
  readonly results?: { readonly file: string; readonly form: 'vitest' | 'playwright' };
}

const results = (name: string): string => `.cache/results/${name}.json`;

/** vitest with a report on the screen and one for {@link Step.results}. */
const vitest = (name: string, ...more: readonly string[]): readonly string[] => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results(name)}`, ...more];

export const STEPS: readonly Step[] = [
  { name: 'types', lane: 'static', run: ['tsc', '-b'] },
  { name: 'lint', lane: 'static', run: ['eslint', '.'] },
  { name: 'walls', lane: 'static', run: ['depcruise', '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'e2e'] },
  { name: 'unused', lane: 'static', run: ['knip'] },
  {
    name: 'unit and property tests',
    lane: 'tests',
    run: vitest('unit', '--project=pure', '--project=core'),
    results: { file: results('unit'), form: 'vitest' },
  },
  { name: 'build', lane: 'window', run: ['electron-vite', 'build'] },
  {
    name: 'stories',
    lane: 'window',
    run: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    results: { file: results('stories'), form: 'playwright' },
  },
  // Where the root was not cached it has been made beside the stories that do not need it.
  { name: 'the practice root', lane: 'window', run: ['node', 'electron/headless/setup.ts', '--root-only'] },
  {
    name: 'stories on emulated builders',
    lane: 'window',
    run: ['playwright', 'test', '--config', 'e2e/guests.config.ts'],
    results: { file: results('guests'), form: 'playwright' },
  },
  { name: 'tests on emulated builders', lane: 'window', onlyFull: true, run: vitest('builders', '--project=builders'), results: { file: results('builders'), form: 'vitest' } },
];
