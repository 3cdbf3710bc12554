import { defineConfig } from 'vitest/config';

/** Tests that keep emulated builders busy for minutes: in full runs, and last, when nothing else wants the machine. */
const ON_BUILDERS = ['electron/practice/emulated/triage-corpus.test.ts', 'electron/practice/emulated/patches.test.ts'];
/** Tests of the emulated builders themselves: once their root has been made, which on a new machine is done beside all others. */
const OF_BUILDERS = ['electron/practice/emulated/fleet.test.ts'];
const EXCLUDED = ['**/node_modules/**', '**/.cache/**', 'e2e/stories/**'];

export default defineConfig({
  test: {
    environment: 'node',
    exclude: EXCLUDED,
    reporters: ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      // What is pure leaves nothing behind, so its files share a process: starting one costs more than most of them.
      { extends: true, test: { name: 'pure', include: ['{shared,renderer}/**/*.test.{ts,tsx}'], isolate: false } },
      { extends: true, test: { name: 'core', include: ['{electron,e2e}/**/*.test.{ts,tsx}'], exclude: [...EXCLUDED, ...OF_BUILDERS, ...ON_BUILDERS] } },
      { extends: true, test: { name: 'fleet', include: OF_BUILDERS } },
      { extends: true, test: { name: 'builders', include: ON_BUILDERS } },
    ],
  },
});
