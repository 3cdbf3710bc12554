import { SaxesParser } from 'saxes';

/** One package as saxes finds it in primary.xml, every part as plain text. */
export interface PlainPackage {
  name: string;
  arch: string;
  evr: string;
  checksum: string;
  summary: string;
  href: string;
  sourcerpm: string;
  /** `provides name flags evr`, in the order of the file. */
  entries: string[];
  files: string[];
}

/** primary.xml read the slow and simple way, as an oracle. */
export function plainPrimary(document: string): PlainPackage[] {
  const packages: PlainPackage[] = [];
  const parser = new SaxesParser();
  let current: PlainPackage = blank();
  let text = '';
  let list = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (piece) => (text += piece));
  parser.on('opentag', ({ name, attributes: a }) => {
    text = '';
    if (name === 'package') current = blank();
    if (name === 'version') current.evr = `${a['epoch'] ?? 0}:${a['ver'] ?? ''}-${a['rel'] ?? ''}`;
    if (name === 'location') current.href = a['href'] ?? '';
    if (/^rpm:(provides|requires|conflicts|obsoletes|recommends)$/.test(name)) list = name.slice(4);
    if (name === 'rpm:entry' && list !== '') current.entries.push(a['flags'] === undefined ? `${list} ${a['name'] ?? ''}` : `${list} ${a['name'] ?? ''} ${a['flags'].toLowerCase()} ${Number(a['epoch'] ?? 0)}:${a['ver'] ?? ''}-${a['rel'] ?? ''}`);
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'name' || name === 'arch' || name === 'checksum' || name === 'summary') current[name] = text;
    if (name === 'rpm:sourcerpm') current.sourcerpm = text;
    if (name === 'file') current.files.push(text);
    if (name === 'package') packages.push(current);
    if (name === `rpm:${list}`) list = '';
  });
  parser.write(document).close();
  return packages;
}

/** `pkgid path` of every file in filelists.xml. */
export function plainFilelists(document: string): string[] {
  const files: string[] = [];
  const parser = new SaxesParser();
  let pkgid = '';
  let text = '';
  parser.on('text', (piece) => (text += piece));
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (name === 'package') pkgid = attributes['pkgid'] ?? '';
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'file') files.push(`${pkgid} ${text}`);
  });
  parser.write(document).close();
  return files;
}

function blank(): PlainPackage {
  return { name: '', arch: '', evr: '', checksum: '', summary: '', href: '', sourcerpm: '', entries: [], files: [] };
}
