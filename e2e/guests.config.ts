import { defineConfig } from '@playwright/test';

import stories, { ON_GUESTS } from './playwright.config.ts';

/** The stories on emulated s390x builders: after the others, once their root is there. */
export default defineConfig({
  ...stories,
  testIgnore: [],
  testMatch: ON_GUESTS,
  outputDir: '../test-results/guests',
  reporter: [['list'], ['json', { outputFile: '../.cache/results/guests.json' }]],
});
