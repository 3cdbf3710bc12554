import { Option } from 'commander';

/** The folder with `portolan.yaml`; where a command line stands unless it says otherwise. */
export function projectOption(): Option {
  return new Option('--project <folder>', 'the folder with portolan.yaml').default('.', 'this folder');
}

export interface ProjectOption {
  readonly project: string;
}

export function jsonOption(): Option {
  return new Option('--json', 'print JSON for programs').default(false);
}

export interface JsonOption {
  readonly json: boolean;
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Aborted by Ctrl-C: what waits on it lets go, and the command ends in order. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
