import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { dataFolder, starterProject } from './start-project.ts';

describe('the folder of a person’s data', () => {
  it('is where each system keeps such things', () => {
    expect(dataFolder('linux', {}, '/home/p')).toBe('/home/p/.local/share/portolan');
    expect(dataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/p')).toBe('/data/portolan');
    expect(dataFolder('linux', { XDG_DATA_HOME: 'relative' }, '/home/p')).toBe('/home/p/.local/share/portolan');
    expect(dataFolder('darwin', {}, '/Users/p')).toBe('/Users/p/Library/Application Support/Portolan');
    expect(dataFolder('win32', { APPDATA: '/roaming' }, '/p')).toBe('/roaming/Portolan');
  });
});

describe('the starter', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-starter-'));
    mkdirSync(join(folder, 'samples', 'starter', 'specs'), { recursive: true });
    writeFileSync(join(folder, 'samples', 'starter', 'portolan.yaml'), 'name: starter\n');
    writeFileSync(join(folder, 'samples', 'starter', 'specs', 'zlib.spec'), 'Name: zlib\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is copied once and is the person’s own from then on', () => {
    const copy = starterProject(join(folder, 'samples'), join(folder, 'data'));
    expect(readFileSync(join(copy, 'specs', 'zlib.spec'), 'utf8')).toBe('Name: zlib\n');
    writeFileSync(join(copy, 'portolan.yaml'), 'name: mine\n');
    expect(starterProject(join(folder, 'samples'), join(folder, 'data'))).toBe(copy);
    expect(readFileSync(join(copy, 'portolan.yaml'), 'utf8')).toBe('name: mine\n');
  });

  it('is begun anew when a copy was broken off', () => {
    mkdirSync(join(folder, 'data', 'starter.new'), { recursive: true });
    writeFileSync(join(folder, 'data', 'starter.new', 'half'), '');
    const copy = starterProject(join(folder, 'samples'), join(folder, 'data'));
    expect(existsSync(join(copy, 'half'))).toBe(false);
  });

  it('says what to do when it is missing or cannot be written', () => {
    expect(() => starterProject(join(folder, 'nowhere'), join(folder, 'data'))).toThrow(/Open a port of your own with --project/u);
    writeFileSync(join(folder, 'file'), '');
    expect(() => starterProject(join(folder, 'samples'), join(folder, 'file'))).toThrow(/cannot be copied/u);
  });
});
