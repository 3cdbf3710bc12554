import type { HTMLAttributes, ReactNode } from 'react';

import { FIX_KINDS, type FixKind } from '#shared/port/fix.ts';
import { KIND_WORDS } from '#shared/port/fix-words.ts';

import { ofKind, type DraftField, type FixDraft } from './fix-draft.ts';
import { PatchField } from './patch-field.tsx';

export interface FixFieldsProps {
  readonly draft: FixDraft;
  readonly onChange: (draft: FixDraft) => void;
  /** By field; shown once `tried`, so that nobody is told off while typing. */
  readonly problems: Partial<Record<DraftField, string>>;
  readonly tried: boolean;
  /** The package that a patch is for; null where the fix is for many, which no patch is. */
  readonly source: string | null;
  /** The kind stands: another kind would be another fix. */
  readonly kindFixed?: boolean;
}

/** The fields of a port fix, of whatever kind. */
export function FixFields({ draft, onChange, problems, tried, source, kindFixed = false }: FixFieldsProps): ReactNode {
  const shown = tried ? problems : {};
  const set = (change: Partial<FixDraft>): void => onChange({ ...draft, ...change });
  const text = (field: Exclude<DraftField, 'patch' | 'builder'>, label: string, more: { readonly placeholder?: string; readonly mono?: boolean; readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'] } = {}): ReactNode => (
    <Field label={label} problem={shown[field]}>
      <input
        className={more.mono === false ? 'input' : 'input mono'}
        value={draft[field]}
        placeholder={more.placeholder}
        inputMode={more.inputMode}
        maxLength={4000}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={shown[field] !== undefined || undefined}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      <Field label="Kind" hint={KIND_WORDS[draft.kind].meaning}>
        <select className="input" value={draft.kind} disabled={kindFixed} onChange={(event) => onChange(ofKind(draft, kindIn(event.target.value)))}>
          {FIX_KINDS.filter((kind) => source !== null || kind !== 'patch').map((kind) => (
            <option key={kind} value={kind}>
              {KIND_WORDS[kind].title}
            </option>
          ))}
        </select>
      </Field>
      {draft.kind === 'macro' || draft.kind === 'environment' ? (
        <div className="fix-row">
          {text('name', 'Name', { placeholder: draft.kind === 'macro' ? 'simd_flags' : 'CFLAGS' })}
          {text('value', 'Value', { placeholder: draft.kind === 'macro' ? '%{nil}' : '-fsigned-char' })}
        </div>
      ) : null}
      {draft.kind === 'bcond' ? (
        <div className="fix-row">
          <Field label="Switch">
            <select className="input mono" value={draft.enabled ? 'with' : 'without'} onChange={(event) => set({ enabled: event.target.value === 'with' })}>
              <option value="without">--without</option>
              <option value="with">--with</option>
            </select>
          </Field>
          {text('name', 'Build condition', { placeholder: 'jit' })}
        </div>
      ) : null}
      {draft.kind === 'patch' && source !== null ? <PatchField source={source} patch={draft.patch} problem={shown.patch} onChange={(patch) => set({ patch })} /> : null}
      {draft.kind === 'timeout' ? text('minutes', 'Minutes', { placeholder: '480', inputMode: 'numeric' }) : null}
      {draft.kind === 'builder' ? (
        <>
          {text('names', 'Only on these builders', { placeholder: 'any' })}
          <div className="fix-row">
            {text('pool', 'Pool', { placeholder: 'any' })}
            {text('machine', 'Machine type', { placeholder: 'any', inputMode: 'numeric' })}
          </div>
          <div className="fix-row">
            {text('cores', 'Cores, at least', { inputMode: 'numeric' })}
            {text('memory', 'Memory, GiB', { inputMode: 'decimal' })}
            {text('disk', 'Free disk, GiB', { inputMode: 'decimal' })}
          </div>
          {shown.builder === undefined ? null : <p className="fix-problem">{shown.builder}</p>}
        </>
      ) : null}
      <Field label="Reason" problem={shown.reason}>
        <textarea className="input" rows={2} maxLength={2000} value={draft.reason} aria-invalid={shown.reason !== undefined || undefined} placeholder="Why it is needed here, as the team will read it" onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      <div className="fix-row">
        {text('owner', 'Owner', { placeholder: 'who answers for it', mono: false })}
        <label className="fix-check">
          <input type="checkbox" checked={draft.debt} onChange={(event) => set({ debt: event.target.checked })} />
          <span>
            It must go again <span className="faint">(debt)</span>
          </span>
        </label>
      </div>
    </>
  );
}

function kindIn(value: string): FixKind {
  return FIX_KINDS.find((kind) => kind === value) ?? 'macro';
}

function Field({ label, hint, problem, children }: { readonly label: string; readonly hint?: string; readonly problem?: string | undefined; readonly children: ReactNode }): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
      {problem === undefined ? null : <small className="fix-problem">{problem}</small>}
      {hint === undefined ? null : <small className="faint">{hint}</small>}
    </label>
  );
}
