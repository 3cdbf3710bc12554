import { realpathSync } from 'node:fs';

import { CHANNELS } from '../preload/channels.ts';
import { answerFrom } from './app-protocol.ts';
import { electronMenu, type ElectronMenuItem } from './electron-menu.ts';
import type { App, Ipc, IpcEvent, Permissions } from './electron-parts.ts';
import { parseCommands } from './menu-commands.ts';
import { menuTemplate } from './menu-template.ts';
import { APP_SCHEME, confine, denyPermissions, isOwnSender } from './own-pages.ts';
import { backgroundColor, openPortWindow, type PortWindow, type PortWindowParts } from './port-window.ts';
import type { StaticFiles } from '../headless/static-files.ts';

/** Everything that the app stands on: Electron's pieces, and what this start of it is about. */
export interface AppParts extends PortWindowParts {
  readonly app: App;
  readonly ipc: Ipc;
  readonly platform: NodeJS.Platform;
  /** The folder that the command line names; null: the starter. */
  readonly project: string | null;
  readonly starter: () => string;
  /** Only once the app is ready. */
  readonly session: () => Permissions;
  readonly handleScheme: (scheme: string, handler: ReturnType<typeof answerFrom>) => void;
  readonly files: () => StaticFiles;
  readonly setMenu: (menu: ElectronMenuItem[]) => void;
  readonly onThemeChange: (listener: () => void) => void;
  /** Asks for a folder with a port; null when the person thinks better of it. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Says that the app cannot start, and why. */
  readonly showFailure: (thrown: unknown) => void;
}

/**
 * The app from its first moment: one instance, one window for each port, menus, security. Resolves when the first window
 * is on its way, or when it is known that there will be none.
 */
export async function startApp(parts: AppParts): Promise<void> {
  const { app, ipc } = parts;
  const { project } = parts;
  if (!app.requestSingleInstanceLock({ project })) {
    app.quit();
    return;
  }

  const ports = new Map<string, PortWindow>();
  const closing = new Set<Promise<void>>();
  let front: PortWindow | null = null;
  let quitting = false;

  const showMenu = (): void => {
    const template = menuTemplate(parts.platform, front?.commands ?? [], !app.isPackaged);
    parts.setMenu(
      electronMenu(template, {
        command: (id) => front?.window.webContents.send(CHANNELS.command, id),
        about: () => app.showAboutPanel(),
        open: () => void openAnother(),
      }),
    );
  };
  const end = (port: PortWindow): void => {
    const closed = port.close();
    closing.add(closed);
    void closed.finally(() => closing.delete(closed));
  };
  const open = (named: string | null): void => {
    const folder = sameName(named ?? parts.starter());
    const present = ports.get(folder);
    if (present !== undefined) return present.show();
    const port = openPortWindow(folder, parts, {
      open: () => void openAnother(),
      quit: () => app.quit(),
      closed: () => {
        ports.delete(folder);
        if (front === port) front = null;
        end(port);
        showMenu();
      },
    });
    ports.set(folder, port);
    front = port;
    port.window.on('focus', () => {
      front = port;
      showMenu();
    });
    showMenu();
  };
  const openAnother = async (): Promise<void> => {
    const folder = await parts.chooseFolder();
    if (folder !== null) open(folder);
  };
  /** The port whose own page sent this, or null: everything else that speaks is not heard. */
  const sender = ({ sender: contents, senderFrame }: IpcEvent): PortWindow | null =>
    isOwnSender(senderFrame) ? ([...ports.values()].find(({ window }) => window.webContents.id === contents.id) ?? null) : null;

  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('second-instance', (_event, _argv, _directory, data) => {
    const asked = typeof data === 'object' && data !== null && 'project' in data && typeof data.project === 'string' ? data.project : null;
    if (!quitting) open(asked);
  });
  app.on('window-all-closed', () => {
    if (parts.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (ports.size === 0 && !quitting) open(project);
  });
  app.on('before-quit', (event) => {
    if (!quitting) {
      quitting = true;
      for (const port of ports.values()) end(port);
    }
    if (closing.size === 0) return;
    // The app ends when the last core has written what it has to write.
    event.preventDefault();
    void Promise.all(closing).then(() => app.quit());
  });
  ipc.on(CHANNELS.connect, (event) => {
    sender(event)?.connect();
  });
  ipc.on(CHANNELS.commands, (event, message) => {
    const port = sender(event);
    const commands = parseCommands(message);
    if (port === null || commands === null) return;
    port.commands = commands;
    if (port === front) showMenu();
  });

  await app.whenReady();
  try {
    denyPermissions(parts.session());
    parts.handleScheme(APP_SCHEME, answerFrom(parts.files()));
    parts.onThemeChange(() => {
      for (const { window } of ports.values()) window.setBackgroundColor(backgroundColor(parts.isDark()));
    });
    app.setAboutPanelOptions({
      applicationName: 'Portolan',
      applicationVersion: app.getVersion(),
      copyright: 'The Portolan developers. Apache License 2.0.',
      iconPath: parts.icon,
    });
    open(project);
  } catch (thrown) {
    parts.showFailure(thrown);
    app.exit(1);
  }
}

/** One folder, one window, by whatever links it is reached; one that is not there keeps its name, and the core says so. */
function sameName(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
