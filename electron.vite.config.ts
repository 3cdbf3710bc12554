import { resolve } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: { main: resolve(here, 'electron/main/main.ts'), backend: resolve(here, 'electron/backend/backend.ts'), 'plan-worker': resolve(here, 'electron/core/planning/plan-worker.ts'), 'log-worker': resolve(here, 'electron/core/logs/log-worker.ts'), 'cycle-worker': resolve(here, 'electron/core/cycles/cycle-worker.ts') },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: { input: { preload: resolve(here, 'electron/preload/preload.ts') }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      minify: true,
      rollupOptions: { input: resolve(here, 'renderer/index.html') },
    },
  },
});
