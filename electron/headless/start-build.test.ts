import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { needsBuild } from './start-build.ts';

describe('the build of the window', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'portolan-build-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is due when the sources are newer than what was built', () => {
    expect(needsBuild(folder)).toBe(false);
    for (const room of ['shared', 'electron', 'renderer', 'out/renderer']) mkdirSync(join(folder, room), { recursive: true });
    const at = (file: string, seconds: number): void => {
      writeFileSync(join(folder, file), '');
      utimesSync(join(folder, file), seconds, seconds);
    };
    at('electron.vite.config.ts', 100);
    at('package-lock.json', 100);
    at('renderer/a.tsx', 100);
    expect(needsBuild(folder)).toBe(true);
    at('out/renderer/index.html', 200);
    at('out/.built', 200);
    expect(needsBuild(folder)).toBe(false);
    at('renderer/a.test.tsx', 300);
    expect(needsBuild(folder)).toBe(false);
    at('shared/b.ts', 300);
    expect(needsBuild(folder)).toBe(true);
  });
});
