import type { Contents, Permissions, Preventable, SenderFrame } from './electron-parts.ts';

/** The window's own scheme and address: never a file, never the network. */
export const APP_SCHEME = 'portolan';
export const APP_HOST = 'app';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Whether an address is one of the window's own pages. */
export function isOwnUrl(address: string): boolean {
  try {
    const { protocol, host, username, port } = new URL(address);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && port === '';
  } catch {
    return false;
  }
}

/** Whether an IPC message comes from the top frame of one of our own pages: nothing else may say anything to main. */
export function isOwnSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}

/** Keeps a page where it is: it opens no windows, goes nowhere, and embeds nothing. */
export function confine(contents: Contents): void {
  const stay = (event: Preventable): void => event.preventDefault();
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', stay);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Copying a line of a log is the one thing that a page may ask the system for. */
const GRANTED = 'clipboard-sanitized-write';

/** Denies every permission that a page could ask for, but copying text from our own page. */
export function denyPermissions(session: Permissions): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === GRANTED));
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === GRANTED && isOwnUrl(origin));
  session.setDevicePermissionHandler(() => false);
}
