import { describe, expect, it } from 'vitest';
import { formatNevra, parseNevra, parseRpmFileName, sourceNameOf } from './nevra.ts';

describe('NEVRA', () => {
  it('is read and written back', () => {
    for (const text of ['zlib-1.2.11-17.el8.s390x', 'java-1.8.0-openjdk-1:1.8.0.312-1.el8.noarch', 'gcc-c++-8.5.0-1.el8_6.2.s390x', 'foo-1.0~rc1-0.1^git.x86_64']) {
      const nevra = parseNevra(text);
      expect(nevra.ok && formatNevra(nevra.value)).toBe(text);
    }
  });

  it('divides at the last dashes and the last dot', () => {
    expect(parseNevra('a-b-1-2.x86_64')).toEqual({ ok: true, value: { name: 'a-b', evr: { epoch: 0, version: '1', release: '2' }, arch: 'x86_64' } });
  });

  it('refuses what lacks a part', () => {
    for (const text of ['', 'zlib', 'zlib-1', 'zlib-1.x86_64', 'zlib-1-2', 'zlib-1-2.', '-1-2.src', 'zlib--2.src', 'zlib-1-.src', '../zlib-1-2.src']) expect([text, parseNevra(text).ok]).toEqual([text, false]);
  });

  it('names the source in the file name of an SRPM', () => {
    expect(sourceNameOf('389-ds-base-1.3.5.10-7.el7.src.rpm')).toBe('389-ds-base');
    expect(sourceNameOf('Packages/n/nvidia-1-2.nosrc.rpm')).toBe('nvidia');
    expect(sourceNameOf('zlib-1.2-3.s390x.rpm')).toBeNull();
    expect(sourceNameOf('')).toBeNull();
    expect(parseRpmFileName('zlib-1.2-3.s390x').ok).toBe(false);
  });
});
