import { describe, expect, it } from 'vitest';

import { CLASS_WORDS, FAILURE_CLASSES } from '../triage/classes.ts';
import { FACTS } from './facts.ts';
import { knowledgeOf, type KnowledgeQuestion } from './knowledge.ts';
import { NO_PORTS } from './no-port.ts';

const question: KnowledgeQuestion = { source: 'demo', arch: 's390x', dist: '.el8', failureClass: null, machineType: null, restrictions: [] };

describe('what is known of a package', () => {
  it('is nothing where nothing is known, and on another architecture', () => {
    expect(knowledgeOf(question)).toBeNull();
    expect(knowledgeOf({ ...question, source: 'luajit', arch: 'riscv64' })).toBeNull();
  });

  it('is why it has no port, and the way out', () => {
    expect(knowledgeOf({ ...question, source: 'luajit' })).toMatchObject({ noPort: { wayOut: expect.stringContaining('plain Lua') as string }, cures: [], facts: [] });
  });

  it('is what cures and explains its failure', () => {
    const known = knowledgeOf({ ...question, failureClass: 'byte-order' });
    expect(known?.cures).toEqual(CLASS_WORDS['byte-order'].whatToTry);
    expect(known?.facts.map(({ text }) => text).join(' ')).toContain('134217728');
    expect(knowledgeOf({ ...question, failureClass: 'instruction-set' })?.facts.at(-1)?.text).toBe('Enterprise Linux 8 is built for z13, tuned for z14: it does not run on older machines.');
    const on = (machineType: string, dist: string): string | undefined => knowledgeOf({ ...question, failureClass: 'instruction-set', dist, machineType })?.facts.at(-1)?.text;
    expect(on('2964', '.el9')).toBe('It failed on a z13 (2964), which does not run what is built for z14.');
    expect(on('8561', '.el9')).toBe('It failed on a z15 (8561), which runs what is built for z14.');
    expect(on('0000', '.el9')).toContain('is built for z14');
    expect(knowledgeOf({ ...question, dist: '.unknown', failureClass: 'instruction-set' })?.facts.map(({ text }) => text).join(' ')).not.toContain('is built for z1');
  });

  it('is how others keep it off', () => {
    const restriction = { kind: 'ExcludeArch', arches: 's390x', condition: null, comment: 'No.', bugs: [] } as const;
    expect(knowledgeOf({ ...question, restrictions: [restriction] })).toEqual({ restrictions: [restriction], noPort: null, cures: [], facts: [] });
  });
});

it('every fact has a source, an id of its own and a class that exists; every package has one entry', () => {
  expect(new Set(FACTS.map(({ id }) => id)).size).toBe(FACTS.length);
  for (const { source, classes } of [...FACTS, ...NO_PORTS.map((each) => ({ ...each, classes: ['excluded' as const] }))]) {
    expect(source).not.toBe('');
    for (const each of classes) expect(FAILURE_CLASSES).toContain(each);
  }
  const names = NO_PORTS.flatMap(({ sources }) => sources);
  expect(new Set(names).size).toBe(names.length);
});
