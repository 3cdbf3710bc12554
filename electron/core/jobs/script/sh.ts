/**
 * A piece of POSIX sh written in a template: read raw, so that `\n` reaches printf as it stands, and `\${x}` is the
 * shell's own `${x}`. Nothing is ever put in: data travels in arguments and files.
 */
export function sh(parts: TemplateStringsArray): string {
  return parts.raw.join('').replaceAll('\\$', '$');
}
