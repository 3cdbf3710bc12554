import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { Command } from 'commander';

import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import { ROOT } from '#electron/core/places/own-files.ts';

import { beginOwnCore } from '../own-core.ts';
import { startWebHost } from '../web-host.ts';
import { interruptSignal, print, projectOption, type ProjectOption } from './project-option.ts';

interface ServeOptions extends ProjectOption {
  readonly port: string;
  readonly open: boolean;
  readonly token?: string;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('the window for a browser: read-only for managers, with actions for those who have the operator’s address')
    .addOption(projectOption())
    .option('--port <number>', 'where to listen on 127.0.0.1; 0: any that is free', '0')
    .option('--token <token>', 'the operator’s token; a new one each time unless given')
    .option('--open', 'open it in a browser', false)
    .action(async ({ project, port, open, token }: ServeOptions) => {
      const signal = interruptSignal();
      const core = await beginOwnCore(project, { startPractice: true });
      try {
        const host = await startWebHost({
          handlers: core.handlers,
          staticFolder: join(ROOT, 'out', 'renderer'),
          port: Number(port),
          operatorToken: token ?? randomBytes(24).toString('base64url'),
          readerToken: null,
        });
        print(`To look:       ${host.readerUrl}\nTo look and act: ${host.operatorUrl}\nCtrl-C ends it.`);
        if (open) openBrowser(host.operatorUrl);
        try {
          await core.opened;
          await new Promise<void>((resolve) => {
            if (signal.aborted) resolve();
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
        } finally {
          await host.close();
        }
        const { practiceStatus } = await import('#electron/practice/emulated/practice.ts');
        if ((await practiceStatus(cacheFolder())).fleet !== null) print('The emulated builders go on with what they have begun; “portolan practice down” ends them.');
      } finally {
        await core.close();
      }
    });
}

/** Opens the address where the machine has a browser for it; where it has none the printed address is enough. */
function openBrowser(url: string): void {
  const [program, args] = process.platform === 'darwin' ? ['open', [url]] : process.platform === 'win32' ? ['explorer.exe', [url]] : ['xdg-open', [url]];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
