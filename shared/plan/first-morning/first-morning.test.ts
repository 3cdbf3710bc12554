import { describe, expect, it } from 'vitest';
import { planPort } from '../plan-port.ts';
import { haveReference, readReference } from '../testing/reference-data.ts';
import { binary, source, universe } from '../testing/small-universe.ts';
import type { PassMode, Universe } from '../types.ts';
import { guessSource } from './candidates.ts';
import { firstMorning, morningFindings } from './first-morning.ts';
import { sayFirstMorning } from './say.ts';
import type { FirstMorning } from './types.ts';

const WAIT: PassMode = { kind: 'rolling', provider: 'wait' };

function morningOf(of: Universe, mode = WAIT): FirstMorning {
  const plan = planPort(of);
  return firstMorning(plan, morningFindings(of, plan), mode, plan.sources.map(() => 'pending'));
}

const sentenceOn = (report: FirstMorning, topic: string): string => sayFirstMorning(report).find((each) => each.topic === topic)?.sentence ?? '';

describe('the first morning', () => {
  it('names what is missing, whom it holds up, and what could close the gap', () => {
    const report = morningOf(universe([source('app', ['lib']), source('lib', ['perl(A::B)', 'old >= 2', 'tool', 'half', 'zlib(ppc-32)']), source('old'), source('half')], {
      reference: [binary('app'), binary('lib'), binary('old'), binary('tool', { from: 'tools' })],
    }));
    const candidates = new Map(report.missing.map(({ capability, candidates: list }) => [capability, list]));
    expect(candidates.get('perl(A::B)')).toEqual([{ kind: 'guess', source: 'perl-A-B' }]);
    expect(candidates.get('old >= 2')).toEqual([{ kind: 'other-version', nevra: 'old-1-1.x86_64', offers: 'old = 1-1' }]);
    expect(candidates.get('tool')).toEqual([{ kind: 'other-source', nevra: 'tool-1-1.x86_64', source: 'tools' }]);
    expect(candidates.get('half')).toEqual([{ kind: 'unlisted', source: 'half' }]);
    expect(candidates.get('zlib(ppc-32)')).toEqual([{ kind: 'other-machine', machine: 'ppc-32' }]);
    expect(report.missing.every(({ wantedBy, holdsUp }) => wantedBy.join() === 'lib' && holdsUp === 1)).toBe(true);
    expect(report.reach).toMatchObject({ portable: 4, reached: 2, unresolvable: 1, behindUnresolvable: 1, behindCycles: 0 });
    expect(sentenceOn(report, 'reach')).toContain('1 other waits for those for ever');
  });

  it('tells a version that the order brings from one that needs a ladder', () => {
    const report = morningOf(universe([source('app', ['gcc >= 2']), source('gcc', [], '2'), source('rust', ['rust >= 1.5'], '2'), source('far', ['moon >= 9'])], {
      reference: [binary('app'), binary('gcc', { version: '2' }), binary('rust', { version: '2' }), binary('far')],
      foreign: [{ name: 'fedora', binaries: ['gcc', 'rust', 'moon'].map((name) => binary(name)), architectures: [] }],
    }));
    expect(report.floors.map(({ dependency, need, provider, offers, base }) => [dependency, need, provider, offers, base])).toEqual([
      ['gcc >= 2', 'order', 'gcc', 'gcc = 1-1', 'fedora'],
      ['moon >= 9', 'missing', '', 'moon = 1-1', 'fedora'],
      ['rust >= 1.5', 'ladder', 'rust', 'rust = 1-1', 'fedora'],
    ]);
    expect(report.selfLoops).toEqual([{ source: 'rust', dependencies: ['rust >= 1.5'], baseServes: false }]);
  });

  it('counts what is behind a cycle that no base breaks', () => {
    const report = morningOf(universe([source('a', ['b']), source('b', ['a']), source('c', ['a']), source('d')]));
    expect(report.reach).toMatchObject({ reached: 1, unresolvable: 0, behindUnresolvable: 0, behindCycles: 3 });
    expect(report.cycles.closure).toEqual([2]);
  });

  it('orders the initial base: the toolchain first, then what needs least, cycles together', () => {
    const report = morningOf(universe([source('bash', ['gcc']), source('gcc', ['glibc']), source('glibc', ['gcc', 'kernel-headers']), source('kernel'), source('rpm', ['bash']), source('yum', ['rpm-build'])], {
      reference: [
        binary('bash', { requires: ['glibc'] }), binary('gcc', { requires: ['glibc'] }), binary('glibc'), binary('kernel-headers', { from: 'kernel' }),
        binary('rpm-build', { from: 'rpm', requires: ['bash'] }), binary('yum', { requires: ['rpm-build'] }),
      ],
      buildGroup: ['bash', 'gcc'],
    }));
    const { initialBase } = report;
    expect(initialBase.toolchain.map(({ sources }) => sources.join())).toEqual(['kernel', 'gcc', 'glibc', 'gcc', 'glibc', 'rpm']);
    expect(initialBase.order.map(({ sources }) => sources.join('+'))).toEqual(['bash', 'yum']);
    expect(initialBase.missing).toEqual(['(dnf-plugins-core or yum-utils)', '(createrepo_c or createrepo)']);
    expect(initialBase.assumed).toBe(false);
  });

  it('guesses a source from a capability, or does not', () => {
    expect(['pkgconfig(zlib)', 'python3dist(six)', 'rubygem(rake)', 'npm(left-pad)', 'zlib-devel', 'corosynclib-devel', 'libx.so.1()(64bit)', '/usr/bin/x', 'mvn(a:b)'].map(guessSource)).toEqual([
      'zlib', 'python-six', 'rubygem-rake', 'nodejs-left-pad', 'zlib', 'corosync', null, null, null,
    ]);
  });
});

describe.skipIf(!haveReference)('the first morning of a whole distribution [skipped where PORTOLAN_DATA has no rhel73beta-repodata]', () => {
  it('has the figures that are known of it', () => {
    const report = morningOf(readReference(['x86_64', 'noarch']));
    expect(report.selfLoops).toHaveLength(23);
    expect(report.noarch).toMatchObject({ sources: 1125, largest: { direct: [918, 439] } });
    const [before, after] = report.noarch.largest.closure;
    expect([Math.round(before / 20), Math.round(after / 20)]).toEqual([53, 27]);
    expect(report.reach.unresolvable).toBe(23);
    expect(report.reach.reached + report.reach.unresolvable + report.reach.behindUnresolvable + report.reach.behindCycles).toBe(2653);
    expect(report.missing.find(({ capability }) => capability.startsWith('libica-devel'))?.candidates).toEqual([{ kind: 'unlisted', source: 'libica' }]);
    expect(report.missing[0]).toMatchObject({ capability: 'elfutils-libelf-devel(ppc-32)', candidates: [{ kind: 'other-machine', machine: 'ppc-32' }] });
    expect(report.initialBase.toolchain.map(({ sources }) => sources.at(0))).toContain('glibc');
    expect(report.initialBase.sources).toBeGreaterThan(100);
    expect(report.initialBase.sources).toBeLessThan(200);
  });
});
