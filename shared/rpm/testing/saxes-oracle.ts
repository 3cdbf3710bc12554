import { SaxesParser } from 'saxes';
import type { MetadataLimits } from '../repodata/limits.ts';
import { XmlScanner, type XmlHandler } from '../repodata/xml-scanner.ts';

/** One event of a document, as text: `<name a="…">`, `text`, `</name>`. */
export type XmlEvents = readonly string[];


/** What saxes finds in a document, or null where it refuses it; elements that are not in `names` are `?`. Comments and instructions do not split a text. */
export function saxesEvents(document: string, names: readonly string[], attributes: readonly string[]): XmlEvents | null {
  const parser = new SaxesParser();
  const events: string[] = [];
  let text = '';
  const errors: Error[] = [];
  let depth = 0;
  const known = (name: string) => names.find((one) => one === name.slice(name.indexOf(':') + 1)) ?? '?';
  const flush = () => {
    if (text !== '') events.push(JSON.stringify(text));
    text = '';
  };
  parser.on('error', (error) => errors.push(error));
  parser.on('opentag', (tag) => {
    flush();
    depth += 1;
    events.push(openEvent(known(tag.name), attributes, (name) => tag.attributes[name] ?? null));
  });
  parser.on('closetag', (tag) => {
    flush();
    depth -= 1;
    events.push(`</${known(tag.name)}>`);
  });
  parser.on('text', (piece) => (depth > 0 ? (text += piece) : undefined));
  parser.on('cdata', (piece) => (text += piece));
  try {
    parser.write(document).close();
  } catch {
    return null;
  }
  return errors.length === 0 ? events : null;
}

/** What our scanner finds in the same document, given in chunks. Throws what it throws. */
export function scannerEvents(chunks: readonly Uint8Array[], names: readonly string[], attributes: readonly string[], limits: MetadataLimits): XmlEvents {
  const events: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') events.push(JSON.stringify(text));
    text = '';
  };
  const handler: XmlHandler = {
    open(element) {
      flush();
      events.push(openEvent(names[element] ?? '?', attributes, (name) => scanner.attribute(name)));
      return true;
    },
    close(element) {
      flush();
      events.push(`</${names[element] ?? '?'}>`);
    },
    text(bytes, start, end) {
      text += scanner.text(bytes, start, end);
    },
  };
  const scanner = new XmlScanner('test.xml', names, limits, handler);
  for (const chunk of chunks) scanner.push(chunk);
  scanner.finish();
  return events;
}

function openEvent(name: string, attributes: readonly string[], value: (name: string) => string | null): string {
  const shown = attributes.map((attribute) => [attribute, value(attribute)] as const).filter(([, text]) => text !== null);
  return `<${name}${shown.map(([attribute, text]) => ` ${attribute}=${JSON.stringify(text)}`).join('')}>`;
}

/** The document cut at the given places (taken modulo its length). */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  const chunks: Uint8Array[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    chunks.push(bytes.subarray(from, cut));
    from = cut;
  }
  return chunks;
}
