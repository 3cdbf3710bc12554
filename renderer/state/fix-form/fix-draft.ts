import { isDebtByDefault, type FixChange, type FixKind, type PortFix } from '#shared/port/fix.ts';

import { fixChange } from './fix-schemas.ts';

/** A port fix as it is typed: every field as text, those of other kinds kept while a person looks around. */
export interface FixDraft {
  readonly kind: FixKind;
  /** Of a macro, a bcond or a variable. */
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly patch: Extract<FixChange, { kind: 'patch' }> | null;
  readonly minutes: string;
  /** Names of builders, separated by commas or spaces. */
  readonly names: string;
  readonly pool: string;
  readonly machine: string;
  readonly cores: string;
  readonly memory: string;
  readonly disk: string;
  readonly reason: string;
  readonly owner: string;
  readonly debt: boolean;
  /** Of the fix that is edited: its age goes on. */
  readonly since: string | undefined;
}

export type DraftField = Exclude<keyof FixDraft, 'kind' | 'enabled' | 'debt' | 'since'> | 'builder';

export type DraftVerdict = { readonly ok: true; readonly fix: PortFix } | { readonly ok: false; readonly problems: Partial<Record<DraftField, string>> };

export function emptyDraft(owner: string): FixDraft {
  return {
    kind: 'macro', name: '', value: '', enabled: false, patch: null, minutes: '', names: '', pool: '', machine: '', cores: '', memory: '', disk: '',
    reason: '', owner, debt: isDebtByDefault('macro'), since: undefined,
  };
}

/** Another kind, with what such fixes usually are: debt or not. */
export function ofKind(draft: FixDraft, kind: FixKind): FixDraft {
  return { ...draft, kind, debt: isDebtByDefault(kind) };
}

export function draftOf({ change, reason, owner, since, debt }: PortFix, person: string): FixDraft {
  const draft: FixDraft = { ...emptyDraft(owner ?? person), kind: change.kind, reason, debt, since };
  const text = (value: number | string | undefined): string => (value === undefined ? '' : String(value));
  switch (change.kind) {
    case 'macro':
    case 'environment':
      return { ...draft, name: change.name, value: change.value };
    case 'bcond':
      return { ...draft, name: change.name, enabled: change.enabled };
    case 'nocheck':
      return draft;
    case 'patch':
      return { ...draft, patch: change };
    case 'timeout':
      return { ...draft, minutes: text(change.minutes) };
    case 'builder':
      return { ...draft, names: (change.names ?? []).join(', '), pool: change.pool ?? '', machine: change.machine ?? '', cores: text(change.cores), memory: text(change.memory), disk: text(change.disk) };
  }
}

/** The fix that a draft says, or what is still wrong with it, by field. */
export function fixOf(draft: FixDraft): DraftVerdict {
  const problems: Partial<Record<DraftField, string>> = {};
  if (draft.reason.trim() === '') problems.reason = 'Say why it is needed: others will read it.';
  const change = changeOf(draft);
  if (change === null) problems.patch = 'Choose a patch, or paste one.';
  const parsed = change === null ? null : fixChange.safeParse(change);
  for (const issue of parsed?.error?.issues ?? []) {
    const field = fieldOf(draft.kind, issue.path[0]);
    problems[field] ??= MESSAGES[field] ?? issue.message;
  }
  if (Object.keys(problems).length > 0 || parsed?.success !== true) return { ok: false, problems };
  const owner = draft.owner.trim();
  return { ok: true, fix: { change: parsed.data, reason: draft.reason.trim(), ...(owner === '' ? {} : { owner }), ...(draft.since === undefined ? {} : { since: draft.since }), debt: draft.debt } };
}

const MESSAGES: Partial<Record<DraftField, string>> = {
  name: 'A name has letters, digits and _, and begins with no digit.',
  value: 'A value stands on one line.',
  minutes: 'Minutes, 1 to 40,320 (four weeks).',
  machine: 'Four digits, as /proc/sysinfo says.',
  cores: 'A whole number from 1 on.',
  memory: 'GiB, more than 0.',
  disk: 'GiB, more than 0.',
  builder: 'Say at least one thing that the builder must be.',
};

function fieldOf(kind: FixKind, key: PropertyKey | undefined): DraftField {
  const known: readonly string[] = ['name', 'value', 'minutes', 'names', 'pool', 'machine', 'cores', 'memory', 'disk'];
  if (typeof key === 'string' && known.includes(key)) return key as DraftField;
  return kind === 'patch' ? 'patch' : kind === 'builder' ? 'builder' : 'reason';
}

/** What it would change, unchecked; null where there is no patch yet. */
function changeOf(draft: FixDraft): unknown {
  const { kind, name, value, enabled, patch, minutes } = draft;
  switch (kind) {
    case 'macro':
      return { kind, name: name.trim(), value: value.trim() === '' ? '%{nil}' : value };
    case 'environment':
      return { kind, name: name.trim(), value };
    case 'bcond':
      return { kind, name: name.trim(), enabled };
    case 'nocheck':
      return { kind };
    case 'patch':
      return patch;
    case 'timeout':
      return { kind, minutes: numberIn(minutes) };
    case 'builder': {
      const names = draft.names.split(/[\s,]+/).filter((each) => each !== '');
      const texts = Object.fromEntries((['pool', 'machine'] as const).flatMap((key) => (draft[key].trim() === '' ? [] : [[key, draft[key].trim()]])));
      const numbers = Object.fromEntries((['cores', 'memory', 'disk'] as const).flatMap((key) => (draft[key].trim() === '' ? [] : [[key, numberIn(draft[key])]])));
      return { kind, ...(names.length > 0 ? { names } : {}), ...texts, ...numbers };
    }
  }
}

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
