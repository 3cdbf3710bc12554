import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    exclude: ['**/node_modules/**', '**/.cache/**', 'e2e/stories/**'],
    reporters: ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      // What is pure leaves nothing behind, so its files share a process: starting one costs more than most of them.
      { extends: true, test: { name: 'pure', include: ['{shared,renderer}/**/*.test.{ts,tsx}'], isolate: false } },
      { extends: true, test: { name: 'core', include: ['{electron,e2e}/**/*.test.{ts,tsx}'] } },
    ],
  },
});
