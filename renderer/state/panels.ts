import { create } from 'zustand';

/** Sizes in pixels that a person has dragged, remembered on this machine, and what stands open over the screens. */
export interface Panels {
  readonly drawerWidth: number;
  readonly logHeight: number;
  /** Long lines of logs are wrapped. */
  readonly logWrap: boolean;
  /** The log has the whole middle of the window. */
  readonly logMaximised: boolean;
  /** What a search has found is listed beside the log. */
  readonly logHits: boolean;
  readonly palette: boolean;
  /** A form that a command has opened in the drawer or a dialog. */
  readonly form: 'leave-out' | 'add-builder' | 'person' | 'views' | 'save-view' | 'compare-log' | null;
}

const KEY = 'portolan-panels';

type Remembered = Pick<Panels, 'drawerWidth' | 'logHeight' | 'logWrap' | 'logMaximised' | 'logHits'>;

function remembered(): Remembered {
  const usual = { drawerWidth: 376, logHeight: 260, logWrap: false, logMaximised: false, logHits: true };
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return usual;
    const number = (value: unknown, otherwise: number): number => (typeof value === 'number' && value > 100 && value < 3000 ? value : otherwise);
    return {
      drawerWidth: number('drawerWidth' in stored ? stored.drawerWidth : null, usual.drawerWidth),
      logHeight: number('logHeight' in stored ? stored.logHeight : null, usual.logHeight),
      logWrap: 'logWrap' in stored && stored.logWrap === true,
      logMaximised: 'logMaximised' in stored && stored.logMaximised === true,
      logHits: !('logHits' in stored) || stored.logHits !== false,
    };
  } catch {
    return usual;
  }
}

export const usePanels = create<Panels>(() => ({ ...remembered(), palette: false, form: null }));

/** Changes what is remembered on this machine. */
export function setPanels(change: Partial<Remembered>): void {
  usePanels.setState(change);
  const { drawerWidth, logHeight, logWrap, logMaximised, logHits } = usePanels.getState();
  window.localStorage.setItem(KEY, JSON.stringify({ drawerWidth, logHeight, logWrap, logMaximised, logHits }));
}
