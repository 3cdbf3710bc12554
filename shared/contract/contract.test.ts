import { describe, expect, it } from 'vitest';

import { contract, isProcedureName } from './contract.ts';

const entries = Object.entries(contract);

describe('the contract', () => {
  it('lets nobody but operators change anything, and everybody look', () => {
    for (const [name, { kind, access }] of entries) expect(access, name).toBe(kind === 'command' ? 'operate' : 'read');
  });

  it('names every procedure room.verb', () => {
    for (const [name] of entries) expect(name).toMatch(/^[a-z]+\.[a-z][a-zA-Z]+$/u);
  });

  it('refuses input that is no object, and names that it has not', () => {
    for (const [name, { input }] of entries) {
      for (const value of [null, undefined, 1, 'text', []]) expect(input.safeParse(value).success, name).toBe(false);
    }
    for (const name of ['constructor', '__proto__', 'toString', '', 'fleet']) expect(isProcedureName(name)).toBe(false);
  });
});
