import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { dropStamp, hasSources, isBuilt, keepStamp, sourcesStamp } from './built.ts';

describe('what was built', () => {
  let folder = '';
  const write = (file: string, text: string, seconds: number): void => {
    writeFileSync(join(folder, file), text);
    utimesSync(join(folder, file), seconds, seconds);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-built-'));
    for (const room of ['shared', 'electron', 'renderer/ui', 'out/main', 'out/renderer']) mkdirSync(join(folder, room), { recursive: true });
    write('electron.vite.config.ts', '', 100);
    write('package-lock.json', '', 100);
    write('renderer/ui/a.tsx', 'one', 100);
    for (const entry of ['main/command-line.js', 'renderer/index.html']) write(`out/${entry}`, '', 200);
    keepStamp(folder, sourcesStamp(folder));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is of these sources until one of them is another', () => {
    expect(isBuilt(folder)).toBe(true);
    write('renderer/ui/a.test.tsx', 'a test', 300);
    expect(isBuilt(folder)).toBe(true);
    write('renderer/ui/a.tsx', 'two', 300);
    expect(isBuilt(folder)).toBe(false);
    write('renderer/ui/a.tsx', 'one', 100);
    expect(isBuilt(folder)).toBe(true);
  });

  it('is not of sources that are older than it but others: a checkout, a copy', () => {
    write('renderer/ui/a.tsx', 'other', 50);
    expect(isBuilt(folder)).toBe(false);
  });

  it('is not of sources among which one was added or removed', () => {
    write('shared/b.ts', '', 50);
    expect(isBuilt(folder)).toBe(false);
    rmSync(join(folder, 'shared/b.ts'));
    expect(isBuilt(folder)).toBe(true);
    rmSync(join(folder, 'renderer/ui/a.tsx'));
    expect(isBuilt(folder)).toBe(false);
  });

  it('is nothing where a part of it was cleared away', () => {
    rmSync(join(folder, 'out/main'), { recursive: true });
    expect(isBuilt(folder)).toBe(false);
  });

  it('is nothing while a build runs, and none of sources where there are none', () => {
    dropStamp(folder);
    expect(isBuilt(folder)).toBe(false);
    keepStamp(folder, sourcesStamp(folder));
    rmSync(join(folder, 'electron.vite.config.ts'));
    expect([hasSources(folder), isBuilt(folder)]).toEqual([false, false]);
  });
});
