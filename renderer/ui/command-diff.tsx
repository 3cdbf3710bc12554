import type { ReactNode } from 'react';

import type { FixPreview } from '#shared/contract/schemas/port-fix.ts';

const SIGNS = { ' ': '\u00a0', '-': '−', '+': '+' } as const;
const WORDS = { ' ': null, '-': 'gone: ', '+': 'new: ' } as const;

/** How what a builder runs changes: lines that go and lines that come, told by sign, word and colour. `brief`: those alone. */
export function CommandDiff({ preview, brief = false }: { readonly preview: FixPreview | null; readonly brief?: boolean }): ReactNode {
  if (preview === null) return <p className="faint">Working out what will run…</p>;
  const lines = brief ? preview.lines.filter(({ sign }) => sign !== ' ') : preview.lines;
  return (
    <>
      {lines.length === 0 ? (
        <p className="faint">Nothing of what a builder runs changes.</p>
      ) : (
        <pre className="command-diff" tabIndex={0} aria-label="What a builder runs, before and after">
          {lines.map(({ sign, text }, index) => (
            <span key={`${index} ${sign}${text}`} data-sign={sign === ' ' ? undefined : sign}>
              <span aria-hidden="true">{SIGNS[sign]} </span>
              {WORDS[sign] === null ? null : <span className="visually-hidden">{WORDS[sign]}</span>}
              {text}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
      {preview.warnings.map((words) => (
        <p key={words} className="command-warning" role="status">
          <span aria-hidden="true">! </span>
          {words}
        </p>
      ))}
    </>
  );
}
