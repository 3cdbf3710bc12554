import { describe, expect, it } from 'vitest';

import { planPaths } from '#shared/contract/schemas/paths.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import { binary, source, universe } from '#shared/plan/testing/small-universe.ts';

import { openDatabase } from '../store/database.ts';
import { EventLog } from '../store/event-log.ts';
import { PathFinder } from './path-finder.ts';
import { PortService } from './port-service.ts';

/** app needs lib by BuildRequires; lib-devel requires core's library at run time; other needs nothing. */
function finder(): { readonly paths: PathFinder; readonly close: () => void } {
  const database = openDatabase(':memory:');
  const port = new PortService(new EventLog(database, () => 0), () => 0, () => [{ kind: 'rolling', provider: 'wait' }]);
  const sources = [source('app', ['lib-devel >= 1']), source('core'), source('lib', []), source('other')];
  const plan = planPort(universe(sources, { reference: [binary('app'), binary('core'), binary('lib-devel', { from: 'lib', requires: ['core'] }), binary('other')] }));
  port.usePlan(plan, 'small', plan.sources.map(() => ({ notForArch: false, broken: null })));
  return {
    paths: new PathFinder(port),
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
          { source: 'app', state: 'blocked', by: null },
          { source: 'lib', state: 'ready', by: { kind: 'build-requires', capability: 'lib-devel >= 1' } },
        ],
      ],
      more: 0,
      why: 'app needs lib in one step, by BuildRequires.',
    });
    const atRunTime = paths.find('app', 'core');
    expect(atRunTime.paths[0]?.[1]).toEqual({ source: 'core', state: 'ready', by: { kind: 'at-run-time', capability: null } });
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
    expect(held.paths.map((path) => path.map(({ source: name }) => name))).toEqual([['app', 'core'], ['app', 'lib']]);
    expect(held.why).toBe('app waits for 2 roots.');
    expect(paths.find('other', null)).toEqual({ paths: [], more: 0, why: 'Nothing holds other up.' });
    close();
  });
});
