/** One thing that must hold. `npm test` runs all of them and tells every failure, not just the first. */
export interface Step {
  readonly name: string;
  /** Arguments of `npm exec --` (a tool of node_modules), or of `node` for a program of ours. */
  readonly run: readonly string[];
  /** Steps of one lane run one after the other; lanes run side by side. */
  readonly lane: 'static' | 'tests' | 'window';
  /** Where the step leaves its results as JSON, and whose form they have. */
  readonly results?: { readonly file: string; readonly form: 'vitest' | 'playwright' };
}

const results = (name: string): string => `.cache/results/${name}.json`;

export const STEPS: readonly Step[] = [
  { name: 'types', lane: 'static', run: ['tsc', '-b'] },
  { name: 'lint', lane: 'static', run: ['eslint', '.'] },
  { name: 'walls', lane: 'static', run: ['depcruise', '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'e2e'] },
  { name: 'unused', lane: 'static', run: ['knip'] },
  {
    name: 'unit and property tests',
    lane: 'tests',
    run: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results('unit')}`],
    results: { file: results('unit'), form: 'vitest' },
  },
  { name: 'build', lane: 'window', run: ['electron-vite', 'build'] },
  { name: 'the practice root', lane: 'window', run: ['node', 'electron/headless/setup.ts', '--root-only'] },
  {
    name: 'stories',
    lane: 'window',
    run: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    results: { file: results('stories'), form: 'playwright' },
  },
];
