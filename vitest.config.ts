import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{shared,electron,renderer,e2e}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/.cache/**', 'e2e/stories/**'],
    reporters: ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
