import { SIGNS, type Comparison } from './terms.ts';

/** Splits at commas outside of quotes and takes the quotes off: `a,"b, c"` → `a`, `b, c`. Empty ones are dropped. */
export function listOf(text: string): readonly string[] {
  return unquoted(text, ',').filter((each) => each !== '');
}

/** The text without its quotes. */
export function plainOf(text: string): string {
  return unquoted(text, null)[0] ?? '';
}

function unquoted(text: string, separator: string | null): readonly string[] {
  const values = [''];
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '"') inside = !inside;
    else if (letter === separator && !inside) values.push('');
    else values.push(`${values.pop() ?? ''}${letter === '\\' && inside ? text.charAt(++at) : letter}`);
  }
  return values;
}

/** The opposite for one value: in quotes where it would be read otherwise. */
export function quoted(value: string, always = false): string {
  return always || value === '' || /[\s",\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

const NUMBER = /^(>=|<=|>|<|=)?(\d{1,12})(s|m|min|h|d)?$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** `>10`, `<=3`, `7`; with `units` also `>10m`. Null for anything else. */
export function comparisonOf(text: string, units: boolean): Comparison | null {
  const match = NUMBER.exec(text);
  if (match === null || (match[3] !== undefined && !units)) return null;
  return { sign: SIGNS.find((sign) => sign === match[1]) ?? '=', bound: Number(match[2]) * (SECONDS[match[3] ?? 's'] ?? 1) };
}

/** As {@link comparisonOf} reads it; durations in the largest unit that they are whole in. */
export function printComparison({ sign, bound }: Comparison, units: boolean): string {
  const unit = units && bound > 0 ? ['d', 'h', 'm', 's'].find((each) => bound % (SECONDS[each] ?? 1) === 0) : undefined;
  return `${sign === '=' ? '' : sign}${bound / (SECONDS[unit ?? 's'] ?? 1)}${unit ?? ''}`;
}

export function holds({ sign, bound }: Comparison, value: number): boolean {
  switch (sign) {
    case '>=':
      return value >= bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '<':
      return value < bound;
    case '=':
      return value === bound;
  }
}
