import { resolve } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

import { dropStamp, keepStamp, sourcesStamp } from './electron/headless/built.ts';

const here = import.meta.dirname;

/** What `main.ts` asks for as soon as it runs is told to the browser with the page, so that it is there by then. */
const fetchAtOnce: Plugin = {
  name: 'fetch-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const wanted = new Set<string>();
      const want = (file: string): void => {
        const chunk = bundle?.[file];
        if (chunk?.type !== 'chunk' || wanted.has(file)) return;
        wanted.add(file);
        for (const needed of chunk.imports) want(needed);
      };
      const entries = Object.values(bundle ?? {}).filter((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      for (const entry of entries) if (entry.type === 'chunk') for (const part of entry.dynamicImports) want(part);
      // The entry itself, and what it stands on, is in the page already.
      for (const entry of entries) if (entry.type === 'chunk') for (const told of [entry.fileName, ...entry.imports]) wanted.delete(told);
      return [...wanted].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` }, injectTo: 'head' as const }));
    },
  },
};

/** The sources when the build begins: what is changed while it runs is not built. */
const stamp = sourcesStamp(here);
/** Nothing is taken for built from when the first part of it is begun until the last, the window, is done. */
const stampFirst: Plugin = { name: 'stamp-first', buildStart: () => dropStamp(here) };
const stampLast: Plugin = { name: 'stamp-last', closeBundle: (error) => (error === undefined ? keepStamp(here, stamp) : undefined) };

/** Packages of many small files, each of which a start would have to find and read. What has native parts stays a package. */
const BUNDLED = ['commander', 'ws', 'xz-decompress', 'yaml', 'zod'];

export default defineConfig({
  main: {
    plugins: [stampFirst],
    build: {
      outDir: 'out/main',
      externalizeDeps: { exclude: BUNDLED },
      rollupOptions: {
        input: {
          main: resolve(here, 'electron/main/main.ts'),
          backend: resolve(here, 'electron/backend/backend.ts'),
          'command-line': resolve(here, 'electron/headless/command-line.ts'),
          'plan-worker': resolve(here, 'electron/core/planning/plan-worker.ts'),
          'log-worker': resolve(here, 'electron/core/logs/log-worker.ts'),
          'cycle-worker': resolve(here, 'electron/core/cycles/cycle-worker.ts'),
        },
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
    plugins: [react(), fetchAtOnce, stampLast],
    build: {
      outDir: resolve(here, 'out/renderer'),
      minify: true,
      rollupOptions: {
        input: resolve(here, 'renderer/index.html'),
        output: {
          // Few pieces, each small enough to be compiled and run without keeping the window from answering (renderer/boot/main.ts). The entry
          // stands on none of them: `ui/format` is what the state room takes of `ui`.
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { name: 'react-dom', test: /node_modules\/(?:react-dom|scheduler)\// },
              { name: 'widgets', test: /node_modules\/(?:@base-ui|@floating-ui|tabbable|use-sync-external-store)\/|node_modules\/react\/(?:cjs\/react-)?jsx-runtime/ },
              { name: 'frame', test: /(?:renderer\/(?:ui\/(?!format\.)|state\/commands\/)|renderer\/state\/(?:command-button|quarantine))[^?]*\.tsx?$/ },
            ],
          },
        },
      },
    },
  },
});
