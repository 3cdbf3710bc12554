import { defineConfig } from '@playwright/test';

import stories, { ON_GUESTS } from './playwright.config.ts';

/** The stories on emulated s390x builders: after all others, when their root is there and the machine is theirs. */
export default defineConfig({
  ...stories,
  testIgnore: [],
  testMatch: ON_GUESTS,
  reporter: [['list'], ['json', { outputFile: '../.cache/results/guests.json' }]],
});
