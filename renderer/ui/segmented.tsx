import type { KeyboardEvent, ReactNode } from 'react';

/** A row of views of which one is chosen: tabs with the arrow keys. `panel` is the id of what they switch. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  panel,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly words: ReactNode }[];
  readonly value: Value;
  readonly panel: string;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const index = options.findIndex((option) => option.value === value);
    const next = options[(index + by + options.length) % options.length];
    if (next === undefined) return;
    onChange(next.value);
    const button = event.currentTarget.children[options.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="segmented" role="tablist" aria-label={label} onKeyDown={step}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="tab"
          aria-selected={option.value === value}
          aria-controls={panel}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.words}
        </button>
      ))}
    </div>
  );
}
