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

let kept: { readonly shade: string; readonly palette: Palette } | null = null;

/**
 * The tokens of the style sheet as they are shown. They are read once for each shade: whoever draws a mark asks again,
 * and each reading has the browser work out its styles.
 * @param shade what is shown now, as the theme tells it
 */
export function paletteOf(shade: string): Palette {
  if (kept?.shade !== shade) kept = { shade, palette: readPalette() };
  return kept.palette;
}

/** All tokens in one go, so that styles are worked out once and not for each of them. */
function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  const tokens = [...MARK_STYLES.map((style) => `state-${style}`), ...NAMED];
  for (const token of tokens) {
    const one = document.createElement('span');
    // Forced colours would make them all one: canvases are told the tokens as they are, and have shapes beside them.
    one.style.forcedColorAdjust = 'none';
    one.style.color = `var(--${token})`;
    probe.append(one);
  }
  document.body.append(probe);
  const colours = [...probe.children].map((one) => getComputedStyle(one).color);
  const palette = {
    marks: colours.slice(0, MARK_STYLES.length),
    colours: Object.fromEntries(NAMED.map((name, index) => [name, colours[MARK_STYLES.length + index] ?? ''])) as Record<ColourName, string>,
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return palette;
}
