import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';

import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateMark } from '#renderer/ui/chip.tsx';

const MOST = 8;

function matching(model: PortModel, typed: string): readonly number[] {
  const needle = typed.trim().toLowerCase();
  if (needle === '') return [];
  const found = [...model.names.keys()].filter((source) => (model.names[source] ?? '').toLowerCase().includes(needle));
  const begins = (source: number): number => Number((model.names[source] ?? '').toLowerCase().startsWith(needle));
  return found.sort((a, b) => begins(b) - begins(a) || (model.names[a] ?? '').length - (model.names[b] ?? '').length).slice(0, MOST);
}

/** A package by its name, with completion. Emptied and left, it stands for `none`. */
export function PackageField({ label, model, value, none, onChoose }: { readonly label: string; readonly model: PortModel; readonly value: string | null; readonly none: string; readonly onChoose: (name: string | null) => void }): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const found = useMemo(() => (typed === null ? [] : matching(model, typed)), [model, typed]);
  const choose = (name: string | null): void => {
    setTyped(null);
    setActive(-1);
    if (name !== value) onChoose(name);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && found.length > 0) {
      event.preventDefault();
      setActive((active + by + found.length) % found.length);
    } else if (event.key === 'Enter' && typed !== null) {
      event.preventDefault();
      const name = model.names[found[Math.max(0, active)] ?? -1];
      if (typed.trim() === '') choose(null);
      else if (name !== undefined) choose(name);
    } else if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setTyped(null);
    }
  };
  return (
    <label className="package-field">
      <span className="soft">{label}</span>
      <input
        className="input"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={active >= 0 && active < found.length ? `${id}-${active}` : undefined}
        spellCheck={false}
        autoComplete="off"
        placeholder={none}
        value={typed ?? value ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(-1);
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => (typed !== null && typed.trim() === '' ? choose(null) : setTyped(null))}
        onKeyDown={key}
      />
      {found.length === 0 ? null : (
        <ul id={id} role="listbox" aria-label={`Packages for ${label}`} className="completions">
          {found.map((source, index) => (
            <li key={source} id={`${id}-${index}`} role="option" aria-selected={index === active} className="completion" onMouseDown={(event) => event.preventDefault()} onClick={() => choose(model.names[source] ?? null)}>
              <StateMark state={stateAt(model, source)} words={model.names[source]} />
            </li>
          ))}
        </ul>
      )}
    </label>
  );
}
