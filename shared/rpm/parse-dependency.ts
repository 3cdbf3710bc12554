import { problem, ProblemError, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';
import type { Comparison, Dependency, SimpleDependency } from './dependency.ts';
import { parseEvr } from './evr.ts';

/** How deep rich dependencies may nest before they are refused. Real ones nest two or three deep. */
export const RICH_DEPTH_MAX = 32;
/** How long a dependency may be, in characters. */
export const DEPENDENCY_LENGTH_MAX = 64 * 1024;

/** rpm's spellings, its swapped ones included (lib/rpmds.c). */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['<', 'lt'], ['<=', 'le'], ['=<', 'le'], ['=', 'eq'], ['==', 'eq'], ['>=', 'ge'], ['=>', 'ge'], ['>', 'gt'],
]);
const RICH_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'with', 'without', 'if', 'unless', 'else']);

/**
 * Reads one dependency: `name`, `name >= evr`, or a rich one in parentheses with and, or, with (chains of one
 * operator), without, if/else, unless/else, nested (lib/rpmds.c, rpmrichParse). More lenient than rpm in one thing: it does
 * not object to an operator in a context where rpm asks for another spelling. What does not parse is a `bad-input`, what is
 * too long or nested too deep a `limit`.
 */
export function parseDependency(text: string): Result<Dependency, Problem> {
  if (text.length > DEPENDENCY_LENGTH_MAX) return err(problem('limit', `A dependency of ${text.length} characters is too long.`));
  const reader = new DependencyReader(text);
  try {
    return ok(reader.readAll());
  } catch (thrown) {
    if (thrown instanceof ProblemError) return err(thrown.problem);
    throw thrown;
  }
}

class DependencyReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  readAll(): Dependency {
    this.skipSpace();
    const dependency = this.text[this.at] === '(' ? this.rich(1) : this.simple();
    this.skipSpace();
    if (this.at < this.text.length) throw this.refuse(`there is more behind its end`);
    return dependency;
  }

  private term(depth: number): Dependency {
    this.skipSpace();
    return this.text[this.at] === '(' ? this.rich(depth) : this.simple();
  }

  private rich(depth: number): Dependency {
    if (depth > RICH_DEPTH_MAX) throw new ProblemError('limit', `A rich dependency is nested more than ${RICH_DEPTH_MAX} deep.`, this.text.slice(0, 200));
    this.at += 1;
    const first = this.term(depth + 1);
    const word = this.operatorOrEnd();
    switch (word) {
      case ')':
        return first;
      case 'and':
      case 'or':
      case 'with':
        return this.chain(word, first, depth);
      case 'without': {
        const right = this.term(depth + 1);
        this.expectEnd();
        return { kind: 'without', left: first, right };
      }
      case 'if':
      case 'unless':
        return this.conditional(word, first, depth);
      default:
        throw this.refuse(`${JSON.stringify(word.slice(0, 40))} is no operator there`);
    }
  }

  private chain(kind: 'and' | 'or' | 'with', first: Dependency, depth: number): Dependency {
    const terms = [first];
    for (;;) {
      terms.push(this.term(depth + 1));
      const word = this.operatorOrEnd();
      if (word === ')') return { kind, terms };
      if (word !== kind) throw this.refuse(`"${kind}" and "${word.slice(0, 40)}" cannot stand in one chain without parentheses`);
    }
  }

  private conditional(kind: 'if' | 'unless', then: Dependency, depth: number): Dependency {
    const condition = this.term(depth + 1);
    const word = this.operatorOrEnd();
    if (word === ')') return { kind, then, condition, otherwise: null };
    if (word !== 'else') throw this.refuse(`after "${kind}" comes "else" or the end, not ${JSON.stringify(word.slice(0, 40))}`);
    const otherwise = this.term(depth + 1);
    this.expectEnd();
    return { kind, then, condition, otherwise };
  }

  private simple(): SimpleDependency {
    const name = this.word();
    if (name === '' || COMPARISONS.has(name)) throw this.refuse('a name is missing');
    const before = this.at;
    const operator = this.word();
    const comparison = COMPARISONS.get(operator);
    if (comparison === undefined) {
      this.at = before;
      return { kind: 'simple', name, comparison: 'any', evr: null };
    }
    const version = this.word();
    const evr = parseEvr(version);
    if (!evr.ok) throw this.refuse(`${JSON.stringify(version.slice(0, 80))} is not a version`);
    return { kind: 'simple', name, comparison, evr: evr.value };
  }

  private operatorOrEnd(): string {
    this.skipSpace();
    if (this.text[this.at] === ')') {
      this.at += 1;
      return ')';
    }
    const word = this.word();
    if (word === '') throw this.refuse('it ends before its parenthesis is closed');
    if (!RICH_WORDS.has(word)) throw this.refuse(`${JSON.stringify(word.slice(0, 40))} is no operator`);
    return word;
  }

  private expectEnd(): void {
    const word = this.operatorOrEnd();
    if (word !== ')') throw this.refuse(`a closing parenthesis is expected, not "${word}"`);
  }

  /** Up to white space or to a parenthesis that was not opened within the word (`perl(Foo)` is one word); empty at the end. */
  private word(): string {
    this.skipSpace();
    const from = this.at;
    let open = 0;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (isSpace(character)) break;
      if (character === '(') open += 1;
      if (character === ')') {
        if (open === 0) break;
        open -= 1;
      }
    }
    return this.text.slice(from, this.at);
  }

  private skipSpace(): void {
    while (this.at < this.text.length && isSpace(this.text.charAt(this.at))) this.at += 1;
  }

  private refuse(why: string): ProblemError {
    return new ProblemError('bad-input', `The dependency ${JSON.stringify(this.text.slice(0, 200))} cannot be read: ${why}.`);
  }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
