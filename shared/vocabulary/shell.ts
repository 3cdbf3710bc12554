import type { Brand } from './brand.ts';

/** A command line that is safe to hand to a POSIX shell. Only {@link shell} makes one. */
export type ShellCommand = Brand<string, 'ShellCommand'>;

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * One word of a POSIX shell command, quoted so that the shell reads exactly `text`
 * (POSIX 2.2.2: nothing is special between single quotes). Throws on a NUL byte, which no argument can hold.
 */
export function quote(text: string): string {
  if (text.includes('\0')) throw new RangeError('A shell word cannot hold a NUL byte.');
  if (PLAIN.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The one way to a {@link ShellCommand}: a template whose fixed parts are shell text written by us and whose values
 * are data. A string becomes one quoted word, an array several, a ShellCommand made by this tag is embedded as is
 * through {@link raw}.
 */
export function shell(parts: TemplateStringsArray, ...values: readonly (string | number | readonly string[] | Raw)[]): ShellCommand {
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += wordOf(value) + (parts[index + 1] ?? '');
  });
  return text as ShellCommand;
}

function wordOf(value: string | number | readonly string[] | Raw): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return quote(String(value));
  if ('command' in value) return value.command;
  return value.map(quote).join(' ');
}

/** A whole command that is put into another one unchanged. */
export interface Raw {
  readonly command: ShellCommand;
}

export function raw(command: ShellCommand): Raw {
  return { command };
}
