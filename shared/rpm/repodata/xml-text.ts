const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NAMED: ReadonlyMap<string, string> = new Map([['lt', '<'], ['gt', '>'], ['amp', '&'], ['quot', '"'], ['apos', "'"]]);
/** Characters that XML 1.0 does not have (production 2), apart from lone surrogates, which UTF-8 cannot hold. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** What can make raw text differ from what it stands for, or be wrong. */
const SPECIAL = /[\0-\x1f&\ufffe\uffff]/;

/** Why bytes are not the text that XML asks for. */
export class XmlTextError extends Error {}

/**
 * The text of XML's raw bytes: UTF-8 decoded, line ends made one way (XML 1.0, 2.11), entities resolved (the five
 * named ones and character references; nothing else can be declared). Throws {@link XmlTextError}.
 */
export function decodeXml(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeUtf8(bytes, start, end);
  return SPECIAL.test(text) ? resolveEntities(oneLineEnd(checked(text))) : text;
}

/** {@link decodeXml} for the value of an attribute, in which white space becomes blanks (XML 1.0, 3.3.3). */
export function decodeAttribute(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeUtf8(bytes, start, end);
  return SPECIAL.test(text) ? resolveEntities(checked(text).replace(/\r\n|[\r\n\t]/g, ' ')) : text;
}

/** {@link decodeXml} for a CDATA section, in which `&` means itself. */
export function decodeCdata(bytes: Uint8Array, start: number, end: number): string {
  return oneLineEnd(checked(decodeUtf8(bytes, start, end)));
}

function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  try {
    return DECODER.decode(bytes.subarray(start, end));
  } catch {
    throw new XmlTextError('text is not UTF-8');
  }
}

function checked(text: string): string {
  if (FORBIDDEN.test(text)) throw new XmlTextError('there is a control character that XML forbids');
  return text;
}

function oneLineEnd(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function resolveEntities(text: string): string {
  return text.replace(/&([^;&]{0,32});?/g, (whole: string, name: string) => {
    const value = whole.endsWith(';') ? (NAMED.get(name) ?? characterOf(name)) : null;
    if (value === null) throw new XmlTextError(`${JSON.stringify(whole)} is no entity that is known here`);
    return value;
  });
}

function characterOf(reference: string): string | null {
  const digits = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/.exec(reference);
  if (digits === null) return null;
  const code = digits[1] === undefined ? parseInt(digits[2] ?? '', 10) : parseInt(digits[1], 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  const character = String.fromCodePoint(code);
  return FORBIDDEN.test(character) ? null : character;
}
