import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Hiding } from '#shared/rpm/modules/hiding.ts';
import { planPort } from './plan-port.ts';
import { faultSteps } from './reason-path.ts';
import { faultPaths, faultsOf, missingWords, sayFault } from './say-fault.ts';
import { firstMorning, morningFindings } from './first-morning/first-morning.ts';
import { anyUniverse, plannerUniverse } from './testing/any-universe.ts';
import { binary, source, universe } from './testing/small-universe.ts';
import type { HiddenPackage } from './hidden.ts';
import type { Plan, Universe } from './types.ts';

const inactive = (streams: readonly string[], instead: readonly string[] = []): Hiding => ({ kind: 'inactive', streams, instead });
const hide = (name: string, hiding: Hiding, words: Parameters<typeof binary>[1] = {}): HiddenPackage => ({ binary: binary(name, words), repository: 'appstream', hiding });

function plan(brs: readonly string[], hidden: readonly HiddenPackage[], parts: Partial<Universe> = {}): Plan {
  return planPort({ ...universe([source('app', brs), source('x')], { reference: [], ...parts }), hidden });
}

function said(made: Plan): string[] {
  return faultsOf(made, 0).map((fault) => sayFault(made, fault));
}

describe('what modular filtering hides', () => {
  it('is named as the reason, with its stream and what to do', () => {
    const made = plan(['perl >= 5.30'], [hide('perl', inactive(['perl:5.30'], ['perl:5.26']), { version: '5.30' }), hide('perl', inactive(['perl:5.32'], ['perl:5.26']), { version: '5.32' })], { reference: [binary('perl', { from: 'x', version: '5.26' })] });
    expect(said(made)).toEqual(['perl >= 5.30 is hidden by modular filtering: perl-5.32-1.x86_64 of appstream has it, but its stream perl:5.32 is not active; perl:5.26 is. Enable perl:5.32 or perl:5.30 under “modules” in portolan.yaml.']);
    expect(made.unresolvable).toEqual([]);
    const [requirement] = made.sources[0]?.requirements ?? [];
    expect(requirement).toMatchObject({ status: 'missing', reason: 'filtered', hidden: [{ nevra: 'perl-5.32-1.x86_64' }, { nevra: 'perl-5.30-1.x86_64' }] });
    expect(missingWords('filtered', requirement?.hidden)).toBe('hidden by modular filtering: enable perl:5.32 or perl:5.30 under “modules” in portolan.yaml');
    const [fault] = faultsOf(made, 0);
    expect(fault === undefined ? null : faultPaths(made, fault).path).toEqual(['perl >= 5.30', 'perl-5.32-1.x86_64 (of perl:5.32)']);
    expect(fault === undefined ? null : faultSteps(made, 0, fault)[0]?.at(-1)).toMatchObject({ kind: 'missing', reason: 'filtered', capability: 'perl >= 5.30', hidden: [{ hiding: { streams: ['perl:5.32'] } }, { hiding: { streams: ['perl:5.30'] } }] });
  });

  it('is found at the end of a chain, in with and without, and for the build group', () => {
    const hidden = [hide('deep', inactive(['m:1']), { provides: ['other'] })];
    const made = plan(['tool'], hidden, { reference: [binary('tool', { from: 'x', requires: ['deep'] })] });
    expect(said(made)).toEqual(['deep, needed by tool is hidden by modular filtering: deep-1-1.x86_64 of appstream has it, but its stream m:1 is not active. Enable m:1 under “modules” in portolan.yaml.']);
    expect(made.sources[0]?.requirements[0]).toMatchObject({ reason: 'not-installable' });
    expect(plan(['(deep with other)', '(deep without gone)'], hidden).notInstallable.map(({ reason }) => reason)).toEqual(['filtered', 'filtered']);
    expect(plan(['(deep without other)'], hidden).notInstallable.concat(plan(['(deep with gone)'], hidden).notInstallable)).toEqual([]);
    expect(plan([], hidden, { buildGroup: ['deep'] }).groupFaults.map(({ reason }) => reason)).toEqual(['filtered']);
  });

  it('may be hidden by the name of what an active stream has', () => {
    const made = plan(['node < 9'], [hide('node', { kind: 'shadowed', streams: ['node:10'] }, { version: '8' })]);
    expect(said(made)).toEqual(['node < 9 is hidden by modular filtering: node-8-1.x86_64 of appstream has it, but node:10 is active and has a package of that name. Set “moduleHotfixes: true” for appstream in portolan.yaml.']);
  });

  it('is no reason where an exclude keeps out what would serve, or the port has no source for it', () => {
    const hidden = [hide('lib', inactive(['m:1']))];
    expect(said(plan(['lib'], hidden, { reference: [binary('lib', { from: 'x' })], ignore: ['lib'] }))).toEqual(['lib is kept out by an exclude or ignore of the project.']);
    expect(said(plan(['lib'], hidden, { reference: [binary('lib', { from: 'nobody' })] }))[0]).toContain('no source that builds it');
  });

  it('is what could close a gap of the first morning', () => {
    const all = { ...universe([source('app', ['lib'])], { reference: [] }), hidden: [hide('lib', inactive(['m:1']))] };
    const made = planPort(all);
    expect(firstMorning(made, morningFindings(all, made), { kind: 'frozen' }, ['pending']).missing).toMatchObject([{ capability: 'lib', candidates: [{ kind: 'hidden', provider: { nevra: 'lib-1-1.x86_64' } }] }]);
  });

  it('changes no verdict, only the reason', () => {
    fc.assert(
      fc.property(anyUniverse({ foreign: false, group: true }), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (drawn, coins) => {
        const whole = plannerUniverse(drawn);
        const isHidden = (_: unknown, index: number): boolean => coins[index % coins.length] === true;
        const seen: Universe = { ...whole, referenceParts: [], reference: whole.reference.filter((_, index) => !isHidden(_, index)) };
        const hidden = whole.reference.filter(isHidden).map((each): HiddenPackage => ({ binary: each, repository: 'r', hiding: inactive(['m:1']) }));
        const [plain, told] = [planPort(seen), planPort({ ...seen, hidden })];
        const bare = ({ sources, unresolvable, notInstallable, groupFaults: _faults, ...rest }: Plan) => ({
          ...rest,
          sources: sources.map(({ requirements, ...each }) => ({ ...each, requirements: requirements.map(({ dependency, status, providers }) => ({ dependency, status, providers })) })),
          faults: [...unresolvable, ...notInstallable].map((fault) => `${fault.source} ${fault.dependency} ${fault.capability} ${fault.via.join(' ')}`).sort(),
        });
        expect(bare(told)).toEqual(bare(plain));
      }),
    );
  });
});
