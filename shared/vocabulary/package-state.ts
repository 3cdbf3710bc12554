/**
 * The states of a source package within a pass (product.md), in the order in which a package passes through them.
 * Derived by `shared/port`, never set by hand.
 */
export const PACKAGE_STATES = [
  'not-for-arch',
  'left-out',
  'broken-source',
  'unresolvable',
  'blocked',
  'ready',
  'queued',
  'building',
  'failed',
  'stuck',
  'built',
  'held',
  'in-repo',
] as const;

export type PackageState = (typeof PACKAGE_STATES)[number];

/** How a person tells a state without its colour: one glyph and one word, plus what it means. */
export interface StateWords {
  readonly glyph: string;
  readonly word: string;
  readonly meaning: string;
}

export const STATE_WORDS: Readonly<Record<PackageState, StateWords>> = {
  'not-for-arch': { glyph: '⊘', word: 'not for arch', meaning: 'Its spec says that it is not for this architecture.' },
  'left-out': { glyph: '–', word: 'left out', meaning: 'A person left it out, with a reason.' },
  'broken-source': { glyph: '!', word: 'broken source', meaning: 'Its source cannot be fetched or parsed.' },
  unresolvable: { glyph: '?', word: 'unresolvable', meaning: 'Something that it needs cannot be had from anywhere.' },
  blocked: { glyph: '◇', word: 'blocked', meaning: 'Something that it needs is planned, but not in the repository yet.' },
  ready: { glyph: '○', word: 'ready', meaning: 'All that it needs is there; it can be built.' },
  queued: { glyph: '◔', word: 'queued', meaning: 'It waits for a slot on a builder.' },
  building: { glyph: '▲', word: 'building', meaning: 'A builder is at work on it.' },
  failed: { glyph: '✕', word: 'failed', meaning: 'Its last attempt failed.' },
  stuck: { glyph: '✖', word: 'stuck', meaning: 'Three attempts were lost to the infrastructure.' },
  built: { glyph: '◐', word: 'built', meaning: 'Its RPMs exist and are verified, but are not published yet.' },
  held: { glyph: '‖', word: 'held', meaning: 'Publishing it would break what resolved before; a person decides.' },
  'in-repo': { glyph: '■', word: 'in repo', meaning: 'A published repository generation has its RPMs.' },
};
