import { property, assert, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatAgo, formatBytes, formatCount, formatDuration, formatPercent, plural } from './format.ts';

describe('what a person reads', () => {
  it('is honest about the ends of a percentage', () => {
    expect(formatPercent(0, 10)).toBe('0.0');
    expect(formatPercent(1, 100_000)).toBe('0.1');
    expect(formatPercent(99_999, 100_000)).toBe('99.9');
    expect(formatPercent(10, 10)).toBe('100');
    expect(formatPercent(0, 0)).toBe('0.0');
    expect(formatPercent(1629, 2653)).toBe('61.4');
  });

  it('says durations in two units at most', () => {
    expect(formatDuration(41_000)).toBe('41 s');
    expect(formatDuration(372_000)).toBe('6 min 12 s');
    expect(formatDuration(3 * 3_600_000 + 20 * 60_000)).toBe('3 h 20 min');
    expect(formatDuration(52 * 3_600_000)).toBe('2 d 4 h');
  });

  it('says how long ago', () => {
    expect(formatAgo(1000, 2000)).toBe('just now');
    expect(formatAgo(0, 30_000)).toBe('30 s ago');
    expect(formatAgo(0, 245_000)).toBe('4 min ago');
    expect(formatAgo(0, 7_300_000)).toBe('2 h ago');
  });

  it('sets thousands apart as the system does', () => {
    const system = new Intl.NumberFormat('en');
    assert(property(integer(), (count) => formatCount(count) === system.format(count)));
    expect(formatCount(30_000)).toBe('30,000');
  });

  it('counts and weighs', () => {
    expect(plural(1, 'package')).toBe('1 package');
    expect(plural(2653, 'package')).toBe('2,653 packages');
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1536 * 1024 * 1024)).toBe('1.5 GiB');
  });
});
