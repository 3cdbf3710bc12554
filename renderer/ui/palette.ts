import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';

/** What a mark can look like: the states, in-repo with one of its flags, and failed with a person's verdict. */
export const MARK_STYLES = [...PACKAGE_STATES, 'provisional', 'stale', 'triaged'] as const;
export type MarkStyle = PackageState | 'provisional' | 'stale' | 'triaged';

const NAMED = ['surface-0', 'surface-1', 'surface-2', 'surface-3', 'line', 'line-strong', 'text', 'text-soft', 'text-faint', 'accent', 'edge-needs', 'edge-waits', 'edge-root'] as const;
export type ColourName = (typeof NAMED)[number];

/** The tokens as a canvas takes them: resolved for the theme that is shown. */
export interface Palette {
  readonly marks: readonly string[];
  readonly colours: Readonly<Record<ColourName, string>>;
  readonly font: string;
}

/** Reads the tokens from the style sheet; again after the theme has changed. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  // Forced colours would make them all one: canvases are told the tokens as they are, and have shapes beside them.
  probe.style.forcedColorAdjust = 'none';
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const colour = (name: ColourName): [ColourName, string] => [name, resolve(name)];
  const palette = {
    marks: MARK_STYLES.map((style) => resolve(`state-${style}`)),
    colours: Object.fromEntries(NAMED.map(colour)) as Record<ColourName, string>,
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return palette;
}
