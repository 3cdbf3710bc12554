import { describe, expect, it } from 'vitest';

import { problemsOf } from './add-builder.tsx';

const good = { name: 'zbuild01', host: 'zbuild01.example.org', port: '22', user: 'builder', keyFile: '~/.ssh/id_ed25519', slots: '2', pool: '' };

describe('a new builder', () => {
  it('is taken when nothing is wrong', () => {
    expect(problemsOf(good)).toEqual({});
  });

  it('is told what is wrong, by field', () => {
    expect(Object.keys(problemsOf({ ...good, name: 'Z Build', port: '0', slots: 'two', host: ' ' })).sort()).toEqual(['host', 'name', 'port', 'slots']);
  });
});
