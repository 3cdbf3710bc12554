import { describe, expect, it } from 'vitest';

import { BASELINES, baselineOf, MACHINES, machineOfType, runsOn } from './machines.ts';

describe('machines', () => {
  it('are told by their type, and by nothing else', () => {
    expect(machineOfType('8561')?.name).toBe('z15');
    expect(machineOfType('0000')).toBeNull();
    const types = MACHINES.flatMap((machine) => machine.types);
    expect(new Set(types).size).toBe(types.length);
  });

  it('run what is built for them and for older ones', () => {
    const z14 = machineOfType('3906');
    if (z14 === null) throw new Error('z14 is not known.');
    expect(['zEC12', 'z13', 'z14', 'arch12', 'z15', 'arch14'].map((march) => runsOn(march, z14))).toEqual([true, true, true, true, false, false]);
    expect(runsOn('haswell', z14)).toBeNull();
  });
});

describe('baselines', () => {
  it.each([['.fc28', 'zEC12'], ['.fc37', 'zEC12'], ['.fc38', 'z13'], ['.fc44', 'z13'], ['.el8_6', 'z13'], ['.module_el8.6.0+1', 'z13'], ['.el9', 'z14']])('%s is built for %s', (dist, march) => {
    expect(baselineOf(dist)?.march).toBe(march);
  });

  it('of unknown dist tags are unknown', () => {
    for (const dist of ['', '.el7', '.fc3', '.fc380', '.suse', 'el8']) expect(baselineOf(dist)).toBeNull();
  });

  it('name machines that exist', () => {
    for (const { march, mtune } of BASELINES) for (const name of [march, mtune ?? march]) expect(MACHINES.map((machine) => machine.name)).toContain(name);
  });
});
