import { describe, expect, it } from 'vitest';

import { packageKnowledge as shape } from '#shared/contract/schemas/knowledge.ts';

import { parseProject } from '../project/project-file.ts';
import { packageKnowledge, restrictionsFile } from './package-knowledge.ts';

const config = parseProject('portolan: 1\nname: A port\ntarget: { arch: s390x, dist: .el9 }\nknowledge: { restrictions: lists/fedora.json }\n').config;
const nothing = { restrictions: [], origin: null };

describe('what the drawer is told', () => {
  it('comes from the list that portolan.yaml names, relative to the project', () => {
    expect(config === null ? null : restrictionsFile(config, '/ports/el9')).toBe('/ports/el9/lists/fedora.json');
  });

  it('has the form of the contract, and names the machine that a program was too new for', () => {
    if (config === null) throw new Error('The project does not parse.');
    const known = packageKnowledge('demo', { failureClass: 'instruction-set', machine: '2964 z/VM 7.3.0' }, config.target, nothing);
    expect(shape.parse(known)).toEqual(known);
    expect(known?.facts.at(-1)?.text).toBe('It failed on a z13 (2964), which does not run what is built for z14.');
    expect(packageKnowledge('demo', { failureClass: null, machine: null }, config.target, nothing)).toBeNull();
    expect(packageKnowledge('demo', { failureClass: 'of another version', machine: null }, config.target, nothing)).toBeNull();
    expect(packageKnowledge('demo', { failureClass: null, machine: null }, config.target, { restrictions: [{ kind: 'ExcludeArch', arches: 's390x', condition: null, comment: '', bugs: [] }], origin: 'fedora-2020' })?.origin).toBe('fedora-2020');
  });
});
