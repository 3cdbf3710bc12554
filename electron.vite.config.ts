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
      rollupOptions: {
        input: resolve(here, 'renderer/index.html'),
        output: {
          // Few pieces, each small enough to be compiled and run without keeping the window from answering (renderer/boot/main.ts).
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { name: 'react-dom', test: /node_modules\/(?:react-dom|scheduler)\// },
              { name: 'widgets', test: /node_modules\/(?:@base-ui|@floating-ui|tabbable)\// },
              { name: 'frame', test: /(?:renderer\/(?:ui|state\/commands)\/|renderer\/state\/(?:command-button|quarantine))[^?]*\.tsx?$/ },
            ],
          },
        },
      },
    },
  },
});
