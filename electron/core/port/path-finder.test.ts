import { describe, expect, it } from 'vitest';

import { planPaths } from '#shared/contract/schemas/paths.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import type { Plan } from '#shared/plan/types.ts';
import { binary, source, universe } from '#shared/plan/testing/small-universe.ts';

import { openDatabase } from '../store/database.ts';
import { EventLog } from '../store/event-log.ts';
import { PathFinder } from './path-finder.ts';
import { PortService } from './port-service.ts';

/** app needs lib by BuildRequires; lib-devel requires core's library at run time; other needs nothing. */
function small(): Plan {
  const sources = [source('app', ['lib-devel >= 1']), source('core'), source('lib', []), source('other')];
  return planPort(universe(sources, { reference: [binary('app'), binary('core'), binary('lib-devel', { from: 'lib', requires: ['core'] }), binary('other')] }));
}

function finder(plan = small()): { readonly paths: PathFinder; readonly close: () => void } {
  const database = openDatabase(':memory:');
  const port = new PortService(new EventLog(database, () => 0), () => 0, () => [{ kind: 'rolling', provider: 'wait' }]);
  port.usePlan(plan, 'small', plan.sources.map(() => ({ notForArch: false, broken: null })));
  return {
    paths: new PathFinder(port, (name) => `${name} in the words of its drawer`),
    close: () => {
      port.close();
      database.close();
    },
  };
}

describe('why one package needs another', () => {
  it('is told by what is required, of BuildRequires and at run time', () => {
    const { paths, close } = finder();
    expect(paths.find('app', 'lib')).toEqual({
      paths: [
        [
          { kind: 'package', source: 'app', state: 'blocked', by: null },
          { kind: 'package', source: 'lib', state: 'ready', by: { kind: 'build-requires', capability: 'lib-devel >= 1' } },
        ],
      ],
      more: 0,
      why: 'app needs lib in one step, by BuildRequires.',
    });
    const atRunTime = paths.find('app', 'core');
    expect(atRunTime.paths[0]?.[1]).toEqual({ kind: 'package', source: 'core', state: 'ready', by: { kind: 'at-run-time', capability: null } });
    expect(atRunTime.why).toContain('at run time');
    expect(planPaths.safeParse(atRunTime).success).toBe(true);
    close();
  });

  it('says so where there is no way, and when it is the other way round', () => {
    const { paths, close } = finder();
    expect(paths.find('app', 'other')).toEqual({ paths: [], more: 0, why: 'app does not need other, not even through others.' });
    expect(paths.find('lib', 'app').why).toContain('the other way round: app needs lib');
    expect(() => paths.find('app', 'no such package')).toThrow(/There is no package "no such package"/);
    close();
  });

  it('leads to the roots of what holds a package up, where something does', () => {
    const { paths, close } = finder();
    const held = paths.find('app', null);
    expect(held.paths.map((path) => path.map((step) => (step.kind === 'package' ? step.source : step.kind)))).toEqual([['app', 'core'], ['app', 'lib']]);
    expect(held.why).toBe('app in the words of its drawer');
    expect(paths.find('other', null)).toEqual({ paths: [], more: 0, why: 'Nothing holds other up.' });
    close();
  });

  it('leads on to what an unresolvable package lacks, its own or that of a root', () => {
    const sources = [source('app', ['tool', 'lib >= 3']), source('tool'), source('lib'), source('waiter', ['app'])];
    const { paths, close } = finder(planPort(universe(sources, { reference: [binary('app'), binary('tool', { requires: ['gone'] }), binary('lib'), binary('waiter')] })));
    const own = paths.find('app', null);
    expect(planPaths.parse(own)).toEqual(own);
    expect(own).toEqual({
      paths: [
        [
          { kind: 'package', source: 'app', state: 'unresolvable', by: null },
          { kind: 'missing', reason: 'version', capability: 'lib >= 3', words: 'the best there is: lib = 1-1', hidden: [], by: { kind: 'build-requires', capability: 'lib >= 3' } },
        ],
        [
          { kind: 'package', source: 'app', state: 'unresolvable', by: null },
          { kind: 'binary', nevra: 'tool-1-1.x86_64', source: 'tool', state: 'ready', base: null, by: { kind: 'build-requires', capability: 'tool' } },
          { kind: 'missing', reason: 'nothing-provides', capability: 'gone', words: 'nothing provides it', hidden: [], by: { kind: 'at-run-time', capability: null } },
        ],
      ],
      more: 0,
      why: 'app in the words of its drawer',
    });
    const waiting = paths.find('waiter', null);
    expect(waiting.paths.map((path) => path.map((step) => (step.kind === 'package' ? step.source : step.kind)))).toEqual([['waiter', 'app', 'missing']]);
    close();
  });
});
