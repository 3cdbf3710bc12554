import { defineConfig } from '@playwright/test';

import { CHROMIUM } from './support/chromium.ts';

/** Stories run one after the other: the machine that a newcomer has is small, and the emulated builders want it. */
export default defineConfig({
  testDir: 'stories',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  // A small machine that also builds may take its time to answer.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/results/stories.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: CHROMIUM,
    trace: 'retain-on-failure',
  },
});
