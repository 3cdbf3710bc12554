import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { BuilderStatus } from '../builders/types.ts';
import { Patience, type PatienceLine } from './patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const UP: BuilderStatus = { kind: 'ready', facts: { arch: 's390x', kernel: '', system: null, cores: 1, memoryBytes: 1, diskFreeBytes: 1, bootId: 'b', machine: null, privilege: 'root', base: '/', rpm: null, rpmbuild: null, mock: null, createrepo: null, dnf: null, missingTools: [] } };

class Line implements PatienceLine {
  status: BuilderStatus = UP;
  readonly #listeners = new Set<(status: BuilderStatus) => void>();

  onStatus(listener: (status: BuilderStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(status: BuilderStatus): void {
    this.status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

test('patience ends when the line has been down for the whole time, also when it was down from the start', () => {
  const line = new Line();
  line.status = { kind: 'connecting', since: 0 };
  using patience = new Patience(line, 1000);
  vi.advanceTimersByTime(999);
  expect(patience.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(patience.signal.aborted).toBe(true);
});

test('a line that comes back in between has all the time again', () => {
  const line = new Line();
  using patience = new Patience(line, 1000);
  for (let round = 0; round < 5; round++) {
    line.tell({ kind: 'connecting', since: 0 });
    vi.advanceTimersByTime(900);
    line.tell(UP);
    vi.advanceTimersByTime(5000);
  }
  expect(patience.signal.aborted).toBe(false);
});
