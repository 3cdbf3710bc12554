import type { ReactNode } from 'react';

import { FIELD_MEANINGS, FLAG_MEANINGS } from '#shared/filter/complete.ts';
import { EXAMPLES } from '#shared/filter/parse.ts';
import { FILTER_FIELDS, FILTER_FLAGS } from '#shared/filter/terms.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { usePerson } from '#renderer/state/person.ts';
import { Button } from '#renderer/ui/button.tsx';
import { PopoverCard } from '#renderer/ui/popover.tsx';

/** The grammar, behind a question mark. */
export function FilterHelp(): ReactNode {
  const name = usePerson((person) => person.name);
  return (
    <PopoverCard
      title="What the filter understands"
      trigger={
        <button type="button" className="button" data-kind="quiet" data-icon="" aria-label="What the filter understands">
          ?
        </button>
      }
    >
      <div className="filter-help">
        <p>Words between spaces; all must hold.</p>
        <dl>
          <dt>perl</dt>
          <dd>a part of the name; in quotes "cycle" is a name too</dd>
          <dt>/^lib.*d$/</dt>
          <dd>a regular expression over the name</dd>
          {FILTER_FIELDS.map((field) => (
            <div key={field} className="filter-help-row">
              <dt>{EXAMPLES[field]}</dt>
              <dd>{FIELD_MEANINGS[field]}</dd>
            </div>
          ))}
          {FILTER_FLAGS.map((flag) => (
            <div key={flag} className="filter-help-row">
              <dt>{flag}</dt>
              <dd>{FLAG_MEANINGS[flag]}</dd>
            </div>
          ))}
          <dt>-noarch</dt>
          <dd>- turns any of them round; , is “or” within a field</dd>
        </dl>
        <p className="filter-help-me">
          <span className="soft">{name === '' ? '“me” is not known yet.' : `“me” is ${name}.`}</span>
          <Button kind="quiet" onClick={() => usePanels.setState({ form: 'person' })}>
            Say who you are…
          </Button>
        </p>
      </div>
    </PopoverCard>
  );
}
