/**
 * apt's source lists, turned into lists of their source packages (sources.list(5)). Text in, text out: the machine's own
 * files are read and never written.
 */

/** A one-line-style file (`*.list`): every `deb` and `deb-src` line as one `deb-src` line, each once. */
export function sourceLines(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => /^\s*deb(-src)?\s/.test(line))
    .map((line) => line.trim().replace(/^deb(-src)?\s+/, 'deb-src '));
  return [...new Set(lines)].map((line) => `${line}\n`).join('');
}

/** A deb822-style file (`*.sources`): every stanza with its `Types` set to `deb-src`. Keys inside stanzas are kept. */
export function sourceStanzas(text: string): string {
  const stanzas = text
    .split(/\n(?:[ \t]*\n)+/)
    .map((stanza) => stanza.split('\n').filter((line) => !line.startsWith('#')))
    .filter((lines) => lines.some((line) => /^types:\s*\S/i.test(line)))
    .map((lines) => lines.map((line) => line.replace(/^types:.*$/i, 'Types: deb-src')).join('\n').trim());
  return [...new Set(stanzas)].join('\n\n') + '\n';
}

/** One version of a source package in the archive, and its files. */
export interface ArchiveRecord {
  readonly version: string;
  readonly files: readonly ArchiveFile[];
}

export interface ArchiveFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What `apt-cache showsrc` printed: one record for each stanza that has a version and `Checksums-Sha256`. */
export function archiveRecords(text: string): readonly ArchiveRecord[] {
  return text.split(/\n\n+/).flatMap((stanza) => {
    const version = /^Version: (\S+)$/m.exec(stanza)?.[1];
    const listing = /^Checksums-Sha256:[ \t]*\n((?: .*(?:\n|$))+)/m.exec(stanza)?.[1];
    if (version === undefined || listing === undefined) return [];
    const files = [...listing.matchAll(/^ ([0-9a-f]{64}) (\d{1,15}) ([A-Za-z0-9][A-Za-z0-9._+~-]*)$/gm)].map(
      ([, sha256 = '', bytes = '0', name = '']) => ({ name, bytes: Number(bytes), sha256 }),
    );
    return [{ version, files }];
  });
}

/** The first record that carries a pinned file, and that file. */
export function carrierOf(
  records: readonly ArchiveRecord[],
  pins: readonly string[],
): { readonly version: string; readonly file: ArchiveFile } | undefined {
  for (const record of records) {
    const file = record.files.find((candidate) => pins.includes(candidate.sha256));
    if (file !== undefined) return { version: record.version, file };
  }
  return undefined;
}
