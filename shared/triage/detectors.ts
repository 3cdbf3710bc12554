import type { DetectorName } from './rule.ts';

/** A line and the lines just before it, the nearest last: tests often print what they expected and what they got in two lines. */
export type Detector = (line: string, before: readonly string[]) => boolean;

const EXPECTATION = /expect|\bgot\b|actual|!=|==|should|want|instead|assert|mismatch|differ|\bvs\b|\breturned\b/i;
const NUMBER = /(?<![\w.])(?:0x([0-9a-f]{1,16})|(\d{1,20})|([0-9a-f]{8}|[0-9a-f]{16}))(?!\w|\.\w)/gi;
const MAX_NUMBERS = 24;
const LINES_BACK = 2;

interface Seen {
  readonly value: bigint;
  /** Bytes that it is written with, where its digits say so (hexadecimal); 0 where they do not. */
  readonly bytes: number;
}

/** The bytes that so many hexadecimal digits stand for, where they are a whole word; else 0. */
function widthOf(digits: string): number {
  return [4, 8, 16].includes(digits.length) ? digits.length / 2 : 0;
}

function numbersOf(text: string): Seen[] {
  const seen: Seen[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const [, prefixed, decimal, bare] = match;
    const hex = prefixed ?? bare;
    if (decimal !== undefined) seen.push({ value: BigInt(decimal), bytes: 0 });
    if (hex !== undefined) seen.push({ value: BigInt(`0x${hex}`), bytes: widthOf(hex) });
    // A dump of bytes may happen to have no letter among its digits.
    else if (decimal !== undefined && widthOf(decimal) >= 4) seen.push({ value: BigInt(`0x${decimal}`), bytes: widthOf(decimal) });
    if (seen.length >= MAX_NUMBERS) break;
  }
  return seen;
}

/** The value with its lowest `bytes` bytes in reverse order, or null where it has more. */
function reversed(value: bigint, bytes: number): bigint | null {
  if (value >> BigInt(bytes * 8)) return null;
  let turned = 0n;
  for (let rest = value, step = 0; step < bytes; step += 1, rest >>= 8n) turned = (turned << 8n) | (rest & 0xffn);
  return turned;
}

function isReversal(one: Seen, other: Seen): boolean {
  if (one.value === other.value) return false;
  // Two bytes turn 1 into 256, which is chance; so two only where both are written with four hexadecimal digits.
  if (one.bytes === 2 && other.bytes === 2 && reversed(one.value, 2) === other.value) return true;
  return reversed(one.value, 4) === other.value || reversed(one.value, 8) === other.value;
}

/** One value in the line that is another one, in it or just before it, with its bytes reversed; only where a test speaks of what it expected. */
const byteReversedPair: Detector = (line, before) => {
  const recent = before.slice(-LINES_BACK);
  if (![line, ...recent].some((text) => EXPECTATION.test(text))) return false;
  const here = numbersOf(line);
  const around = [...here, ...recent.flatMap(numbersOf)];
  return here.some((one) => around.some((other) => isReversal(one, other)));
};

const MINUS_ONE = /(?<![\w.-])-1(?![\w.])/;
const ALL_ONES = /(?<![\w.-])255(?![\w.])/;

/** 255 beside -1 where a test speaks of what it expected: a char that was taken for signed. */
const unsignedMinusOne: Detector = (line, before) => {
  const recent = before.slice(-LINES_BACK);
  const window = [line, ...recent];
  return (
    window.some((text) => EXPECTATION.test(text)) &&
    window.some((text) => MINUS_ONE.test(text)) &&
    window.some((text) => ALL_ONES.test(text))
  );
};

export const DETECTORS: Readonly<Record<DetectorName, Detector>> = {
  'byte-reversed-pair': byteReversedPair,
  'unsigned-minus-one': unsignedMinusOne,
};
