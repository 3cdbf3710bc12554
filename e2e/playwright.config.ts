import { defineConfig } from '@playwright/test';

import { CHROMIUM } from './support/chromium.ts';

/** The stories that build on emulated builders; `guests.config.ts` runs them, by themselves. */
export const ON_GUESTS = /first-port\.spec/;

/** Stories run one after the other: the machine that a newcomer has is small. */
export default defineConfig({
  testDir: 'stories',
  testIgnore: ON_GUESTS,
  outputDir: '../test-results/stories',
  snapshotPathTemplate: '{testDir}/../pictures/{arg}{ext}',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  // A small machine that also builds may take its time to answer.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/results/stories.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: CHROMIUM,
    // A trace costs as much as the story itself: `--trace on` where one is wanted.
    screenshot: 'only-on-failure',
  },
});
