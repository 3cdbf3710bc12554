import { err, ok, type Result } from '../vocabulary/result.ts';

/** A test of one letter (lower case). */
export type Letter = (letter: string) => boolean;

/** A regular expression as a tree. */
export type Node =
  | { readonly kind: 'letter'; readonly test: Letter }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'inside' }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

const isDigit: Letter = (letter) => letter >= '0' && letter <= '9';
const isWord: Letter = (letter) => /^\w$/.test(letter);
const isSpace: Letter = (letter) => /^\s$/.test(letter);
const not =
  (test: Letter): Letter =>
  (letter) =>
    !test(letter);
const CLASSES: Readonly<Record<string, Letter>> = { d: isDigit, w: isWord, s: isSpace, D: not(isDigit), W: not(isWord), S: not(isSpace) };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

class Refusal extends Error {}

/** Deeper than a person nests. */
const MOST_DEPTH = 40;

/** Reads the common part of all regular expressions; says in words what it does not know. */
export function parsePattern(source: string): Result<Node, string> {
  try {
    return ok(new Reader(source).whole());
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown.message);
    throw thrown;
  }
}

class Reader {
  readonly #letters: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#letters = source;
  }

  whole(): Node {
    const node = this.#choice();
    if (this.#at < this.#letters.length) throw new Refusal('a ) has no ( before it.');
    return node;
  }

  #peek(): string {
    return this.#letters.charAt(this.#at);
  }

  #take(): string {
    return this.#letters.charAt(this.#at++);
  }

  #choice(): Node {
    if (++this.#depth > MOST_DEPTH) throw new Refusal('its groups lie too deep in each other.');
    const parts = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      parts.push(this.#sequence());
    }
    this.#depth -= 1;
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'any', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#letters.length && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#repeated(this.#atom()));
    return { kind: 'all', parts };
  }

  #repeated(part: Node): Node {
    const counts = this.#counts();
    if (counts === null) return part;
    if (part.kind === 'edge') throw new Refusal('an edge cannot be repeated.');
    if (this.#peek() === '?') this.#at += 1;
    if (this.#counts() !== null) throw new Refusal('a repeat is repeated.');
    return { kind: 'repeat', part, ...counts };
  }

  #counts(): { readonly least: number; readonly most: number } | null {
    const simple = { '*': { least: 0, most: Infinity }, '+': { least: 1, most: Infinity }, '?': { least: 0, most: 1 } } as const;
    const letter = this.#peek();
    if (letter === '*' || letter === '+' || letter === '?') {
      this.#at += 1;
      return simple[letter];
    }
    const braces = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(this.#letters.slice(this.#at, this.#at + 9));
    if (braces === null) return null;
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    const most = braces[2] === undefined ? least : braces[3] === undefined ? Infinity : Number(braces[3]);
    if (most < least) throw new Refusal(`${braces[0]} has its numbers in the wrong order.`);
    return { least, most };
  }

  #atom(): Node {
    const letter = this.#take();
    switch (letter) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'letter', test: this.#set() };
      case '.':
        return { kind: 'letter', test: (each) => each !== '\n' && each !== '\r' && each !== '\u2028' && each !== '\u2029' };
      case '^':
        return { kind: 'edge', edge: 'start' };
      case '$':
        return { kind: 'edge', edge: 'end' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Refusal(`a ${letter} has nothing before it to repeat.`);
      default:
        return literal(letter);
    }
  }

  #group(): Node {
    if (this.#peek() === '?') {
      this.#at += 1;
      if (this.#take() !== ':') throw new Refusal('of groups with (? only (?: is known.');
    }
    const node = this.#choice();
    if (this.#take() !== ')') throw new Refusal('a ( is not closed.');
    return node;
  }

  #escape(): Node {
    const letter = this.#take();
    if (letter === 'b' || letter === 'B') return { kind: 'edge', edge: letter === 'b' ? 'word' : 'inside' };
    const test = CLASSES[letter];
    return test === undefined ? literal(this.#escaped(letter)) : { kind: 'letter', test };
  }

  #escaped(letter: string): string {
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    if (letter === '' || /\w/.test(letter)) throw new Refusal(`\\${letter} is not known.`);
    return letter;
  }

  #set(): Letter {
    const negated = this.#peek() === '^';
    if (negated) this.#at += 1;
    const tests: Letter[] = [];
    while (this.#peek() !== ']') {
      if (this.#at >= this.#letters.length) throw new Refusal('a [ is not closed.');
      tests.push(this.#member());
    }
    this.#at += 1;
    const any: Letter = (letter) => tests.some((test) => test(letter));
    return negated ? not(any) : any;
  }

  #member(): Letter {
    const first = this.#setLetter();
    if (typeof first !== 'string') return first;
    if (this.#peek() !== '-' || this.#letters.charAt(this.#at + 1) === ']') return either(first, first);
    this.#at += 1;
    const last = this.#setLetter();
    if (typeof last !== 'string') return (letter) => letter === first || letter === '-' || last(letter);
    if (last < first) throw new Refusal(`${first}-${last} is in the wrong order.`);
    return either(first, last);
  }

  #setLetter(): string | Letter {
    const letter = this.#take();
    if (letter !== '\\') return letter;
    const escaped = this.#take();
    return CLASSES[escaped] ?? this.#escaped(escaped);
  }
}

/** Texts are read in lower case, so a range also holds what its upper case letters are in lower case. */
function either(first: string, last: string): Letter {
  return (letter) => (letter >= first && letter <= last) || (letter.toUpperCase() >= first && letter.toUpperCase() <= last);
}

function literal(letter: string): Node {
  const lower = letter.toLowerCase();
  return { kind: 'letter', test: (each) => each === lower };
}
