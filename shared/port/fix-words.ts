import { needWords } from './builder-need.ts';
import type { FixChange, FixKind } from './fix.ts';

/** What a port fix changes, in a few words: the same in window, command line, history and reports. */
export function fixWords(change: FixChange): string {
  switch (change.kind) {
    case 'macro':
      return `macro ${change.name} = ${change.value === '' ? '%{nil}' : change.value}`;
    case 'bcond':
      return `${change.enabled ? '--with' : '--without'} ${change.name}`;
    case 'nocheck':
      return '--nocheck';
    case 'environment':
      return `environment ${change.name}=${change.value}`;
    case 'patch':
      return `patch ${change.file.slice(change.file.lastIndexOf('/') + 1)}${change.strip === 1 ? '' : ` (-p${change.strip})`}`;
    case 'timeout':
      return `timeout ${minutesWords(change.minutes)}`;
    case 'builder':
      return `on ${needWords(change)}`;
  }
}

/** `45 min`, `8 h`, `1 h 30 min`. */
export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** What each kind is called, and what it is for. */
export const KIND_WORDS: Readonly<Record<FixKind, { readonly title: string; readonly meaning: string }>> = {
  macro: { title: 'Macro', meaning: 'Defines a macro for this package, as rpmbuild --define does.' },
  bcond: { title: 'Build condition', meaning: 'Switches a bcond of the spec on or off.' },
  nocheck: { title: 'Without its tests', meaning: 'Leaves %check out. What fails there stays unseen until the fix is gone.' },
  patch: { title: 'Patch', meaning: 'Applies a patch at the end of %prep; the spec is not touched.' },
  environment: { title: 'Environment', meaning: 'Sets a variable of rpmbuild’s environment.' },
  timeout: { title: 'Timeout', meaning: 'The build is stopped after so long; without it after a day.' },
  builder: { title: 'Builder', meaning: 'Only builders that meet this get the package.' },
};
