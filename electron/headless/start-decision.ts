/** What is known of this machine before anything is opened. */
export interface Circumstances {
  readonly platform: NodeJS.Platform;
  /** The person asked for the browser. */
  readonly web: boolean;
  readonly display: boolean;
  readonly root: boolean;
  /** The person takes Electron without its sandbox, as root has to. */
  readonly noSandbox: boolean;
  readonly electron: ElectronState;
}

export type ElectronState =
  | { readonly kind: 'present'; readonly file: string; readonly missingLibraries: readonly string[] }
  /** Not here yet; it may be asked for once. */
  | { readonly kind: 'absent' }
  /** Asked for, or not to be asked for, and why there is none. */
  | { readonly kind: 'unavailable'; readonly why: string };

export type Start =
  | { readonly kind: 'window'; readonly file: string }
  | { readonly kind: 'fetch' }
  /** `why` is one sentence for the person, null where they asked for it. `browser`: whether one can be opened here. */
  | { readonly kind: 'web'; readonly why: string | null; readonly browser: boolean };

/** The desktop window where it can be opened, else the same application in a browser, with the reason. */
export function decideStart({ platform, web, display, root, noSandbox, electron }: Circumstances): Start {
  const inBrowser = (why: string | null): Start => ({ kind: 'web', why, browser: display });
  if (web) return inBrowser(null);
  if (!display) return inBrowser('There is no display here for a window, so Portolan opens for a browser.');
  if (platform === 'linux' && root && !noSandbox) {
    return inBrowser('Root cannot open a window with Electron’s sandbox, so Portolan opens in the browser (-- --no-sandbox opens the window without it).');
  }
  switch (electron.kind) {
    case 'absent':
      return { kind: 'fetch' };
    case 'unavailable':
      return inBrowser(`${electron.why}, so Portolan opens in the browser.`);
    case 'present': {
      const [first, ...others] = electron.missingLibraries;
      if (first === undefined) return { kind: 'window', file: electron.file };
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return inBrowser(`Electron lacks libraries of this system (${first}${more}), so Portolan opens in the browser.`);
    }
  }
}

/** Whether a window can be shown: on Linux a session of X or Wayland must be named. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((each) => each !== undefined && each !== '');
}

/** The libraries that `ldd` could not find, from what it printed. */
export function missingLibraries(ldd: string): readonly string[] {
  return ldd.split('\n').flatMap((line) => /^\s*(\S+) => not found\s*$/u.exec(line)?.[1] ?? []);
}
