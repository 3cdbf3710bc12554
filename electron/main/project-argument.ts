import { resolve } from 'node:path';

/** The folder after `--project` (or in `--project=…`) on a command line, as seen from `cwd`; null where there is none. */
export function projectArgument(argv: readonly string[], cwd: string): string | null {
  for (const [index, argument] of argv.entries()) {
    const value = argument === '--project' ? argv[index + 1] : argument.startsWith('--project=') ? argument.slice('--project='.length) : undefined;
    if (value !== undefined && value !== '' && !value.startsWith('--')) return resolve(cwd, value);
  }
  return null;
}
