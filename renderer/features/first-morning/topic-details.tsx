import type { ReactNode } from 'react';

import type { FirstMorningReport } from '#shared/contract/schemas/first-morning.ts';
import { FLOOR_WORDS, sayCandidate, type MorningHeadline } from '#shared/plan/first-morning/say.ts';
import { go } from '#renderer/state/location.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatCount } from '#renderer/ui/format.ts';

import { Bars } from './bars.tsx';
import { Names } from './names.tsx';
import { Table } from './table.tsx';

/** What is behind one topic of the report. */
export function TopicDetails({ topic, report }: { readonly topic: MorningHeadline['topic']; readonly report: FirstMorningReport }): ReactNode {
  switch (topic) {
    case 'reach':
      return <Reach report={report} />;
    case 'missing':
      return (
        <Table label="What is missing" columns={['Capability', 'Wanted by', 'Holds up', 'What could close the gap']} numbers={[2]} nothing="Everything that a source asks for can be had.">
          {report.missing.map(({ capability, wantedBy, holdsUp, candidates }) => (
            <tr key={capability}>
              <td className="mono">{capability}</td>
              <td>
                <Names names={wantedBy} />
              </td>
              <td className="number">{formatCount(holdsUp)}</td>
              <td>
                {candidates.length === 0 ? <span className="faint">nothing is known that would</span> : null}
                {candidates.map((candidate) => (
                  <p key={JSON.stringify(candidate)}>{sayCandidate(candidate)}</p>
                ))}
              </td>
            </tr>
          ))}
        </Table>
      );
    case 'floors':
      return (
        <Table label="Versions too old" columns={['Asked for', 'The base has', 'Wanted by', 'What to do']} nothing={report.bases.length === 0 ? 'Name a foreign base in portolan.yaml, and what it is too old for stands here.' : 'The foreign bases are new enough for every BuildRequires.'}>
          {report.floors.map(({ dependency, offers, base, wantedBy, need, provider }) => (
            <tr key={dependency}>
              <td className="mono">{dependency}</td>
              <td>
                <span className="mono">{offers}</span> <span className="faint">{base}</span>
              </td>
              <td>
                <Names names={wantedBy} />
              </td>
              <td data-need={need}>
                {FLOOR_WORDS[need]}
                {provider === '' ? null : (
                  <>
                    : <Names names={[provider]} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </Table>
      );
    case 'selfLoops':
      return (
        <Table label="What needs itself" columns={['Source', 'Needs of its own', 'The first build']} nothing="No source needs itself to be built.">
          {report.selfLoops.map(({ source, dependencies, baseServes }) => (
            <tr key={source}>
              <td>
                <Names names={[source]} />
              </td>
              <td className="mono">{dependencies.join(', ')}</td>
              <td>{baseServes ? 'the foreign base serves it' : 'needs an imported binary, or a bcond that builds without'}</td>
            </tr>
          ))}
        </Table>
      );
    case 'cycles':
      return <Cycles report={report} />;
    case 'noarch':
      return <Noarch report={report} />;
    case 'initialBase':
      return <InitialBase report={report} />;
  }
}

function Reach({ report: { reach } }: { readonly report: FirstMorningReport }): ReactNode {
  return (
    <>
      <Bars
        of={reach.portable}
        rows={[
          { words: 'built in the end', count: reach.reached, tone: 'good' },
          { words: 'cannot be resolved', count: reach.unresolvable, tone: 'bad' },
          { words: 'wait for those for ever', count: reach.behindUnresolvable, tone: 'bad' },
          { words: 'in a cycle that no base breaks, or behind one', count: reach.behindCycles, tone: 'soft' },
        ]}
      />
      <p className="soft">
        The first pass, built out on paper: whatever becomes ready is taken to build. Packages that are not for the target are not counted; what is broken or left out counts as never built, and holds up whoever needs it.
      </p>
      <div className="actions">
        <Button onClick={() => go({ screen: 'chart', view: 'table', filter: 'state:unresolvable' })}>Show what cannot be resolved</Button>
        <Button onClick={() => go({ topic: 'missing' })}>See what is missing</Button>
      </div>
    </>
  );
}

function Cycles({ report: { cycles } }: { readonly report: FirstMorningReport }): ReactNode {
  const most = Math.max(1, ...cycles.closure, ...cycles.direct);
  return (
    <>
      <h2>With the run-time closure</h2>
      <Bars of={most} rows={cycles.closure.map((count, place) => ({ words: `cycle ${place + 1}`, count, tone: 'soft' }))} />
      <h2>By BuildRequires alone</h2>
      <Bars of={most} rows={cycles.direct.map((count, place) => ({ words: `cycle ${place + 1}`, count, tone: 'soft' }))} />
      <div className="actions">
        <Button onClick={() => go({ screen: 'cycles' })}>See how each could be cut</Button>
      </div>
    </>
  );
}

function Noarch({ report: { noarch } }: { readonly report: FirstMorningReport }): ReactNode {
  const { direct, closure } = noarch.largest;
  const most = Math.max(1, ...direct, ...closure, ...noarch.inCycles);
  const pair = (words: string, [before, after]: readonly [number, number]): ReactNode => (
    <>
      <h2>{words}</h2>
      <Bars of={most} rows={[{ words: 'built', count: before, tone: 'soft' }, { words: 'imported', count: after, tone: 'good' }]} />
    </>
  );
  return (
    <>
      {pair('Largest cycle, with the run-time closure', closure)}
      {pair('Largest cycle, by BuildRequires alone', direct)}
      {pair('Sources in any cycle', noarch.inCycles)}
      <p className="soft">An imported package has depth 0: what is built on it is not pristine until a later pass has built it here.</p>
    </>
  );
}

function InitialBase({ report: { initialBase } }: { readonly report: FirstMorningReport }): ReactNode {
  const { toolchain, order, missing, asked } = initialBase;
  return (
    <>
      {missing.length === 0 ? null : <p data-weight="trouble">Nothing of the port provides {missing.join(', ')}.</p>}
      <h2>The toolchain first</h2>
      <ol className="morning-order">
        {toolchain.map(({ what, sources }) => (
          <li key={what}>
            <span>{what}</span>
            <Names names={sources} />
          </li>
        ))}
      </ol>
      <h2>Then the rest of the base, in build order</h2>
      <ol className="morning-order" start={toolchain.length + 1}>
        {order.map(({ sources }) => (
          <li key={sources.join(' ')}>
            <span>{sources.length > 1 ? `${formatCount(sources.length)} that need each other` : ''}</span>
            <Names names={sources} most={sources.length > 1 ? 12 : 1} />
          </li>
        ))}
      </ol>
      <p className="soft">The closure of {asked.join(', ')}. What these sources need to be built themselves comes from the foreign base until they have replaced it.</p>
    </>
  );
}
