import { useMemo, type KeyboardEvent, type ReactNode } from 'react';

import { firstMorningText, sayFirstMorning, type MorningHeadline } from '#shared/plan/first-morning/say.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { plural } from '#renderer/ui/format.ts';
import { saveFile } from '#renderer/ui/save-file.ts';

import { TopicDetails } from './topic-details.tsx';
import { TOPIC_TITLES, WEIGHT_MARKS } from './topic-words.ts';
import { useFirstMorning } from './use-first-morning.ts';

/** What to know before the first build: the topics at the left, each in a sentence, and what is behind the chosen one. */
export function FirstMorningScreen(): ReactNode {
  const { report, problem } = useFirstMorning();
  const asked = usePlace((place) => place.topic);
  const headlines = useMemo(() => (report === null ? [] : sayFirstMorning(report)), [report]);
  if (report === null) {
    return (
      <EmptyState icon="morning" title={problem === null ? 'Reading the plan…' : 'Nothing to look at yet'} action={problem === null ? null : <Button onClick={() => go({ screen: 'project' })}>Go to the project</Button>}>
        {problem?.message ?? 'What is missing, which versions are too old to begin with, the cycles, and the order to begin in.'}
      </EmptyState>
    );
  }
  const shown = headlines.find(({ topic }) => topic === asked)?.topic ?? 'reach';
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>The first morning</h1>
        <span className="soft">
          {plural(report.sources, 'source package')} · {report.bases.length === 0 ? 'no foreign base' : `foreign base ${report.bases.join(', ')}`} · from metadata alone
        </span>
        <span className="spacer" />
        <Button onClick={() => saveFile('first-morning.txt', 'text/plain;charset=utf-8', firstMorningText(report))}>Export report</Button>
      </header>
      <div className="morning">
        <nav className="morning-topics" aria-label="Topics" onKeyDown={walk}>
          {headlines.map((headline) => (
            <Topic key={headline.topic} headline={headline} current={headline.topic === shown} />
          ))}
        </nav>
        <section className="morning-details" aria-label={TOPIC_TITLES[shown]}>
          <TopicDetails topic={shown} report={report} />
        </section>
      </div>
    </div>
  );
}

function Topic({ headline: { topic, weight, sentence }, current }: { readonly headline: MorningHeadline; readonly current: boolean }): ReactNode {
  const { glyph, word } = WEIGHT_MARKS[weight];
  return (
    <button type="button" className="morning-topic" data-weight={weight} aria-current={current ? 'true' : undefined} onClick={() => go({ topic })}>
      <span className="morning-topic-head">
        <span className="glyph" aria-hidden="true">
          {glyph}
        </span>
        <strong>{TOPIC_TITLES[topic]}</strong>
        <span className="morning-weight">{word}</span>
      </span>
      <span className="soft">{sentence}</span>
    </button>
  );
}

/** Up and down go from topic to topic, and show it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + by))];
  next?.focus();
  next?.click();
}
