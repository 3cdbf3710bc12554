/** How a bcond is switched, as `rpmbuild --with NAME` or `--without NAME` does. */
export interface BcondSetting {
  readonly name: string;
  /** True for `--with`. */
  readonly enabled: boolean;
}

const NAME = '([A-Za-z0-9_]+)';
/** Forms of a test of one bcond; the second entry says whether it holds when the bcond is on. */
const FORMS: readonly (readonly [form: RegExp, declared: boolean, whenOn: boolean])[] = [
  [new RegExp(`^%\\{with ${NAME}\\}$`), true, true],
  [new RegExp(`^%\\{without ${NAME}\\}$`), true, false],
  [new RegExp(`^0?%\\{\\?with_${NAME}(?::1)?\\}$`), true, true],
  [new RegExp(`^0?%\\{!\\?with_${NAME}:1\\}$`), true, false],
  [new RegExp(`^0?%\\{\\?_with_${NAME}(?::1)?\\}$`), false, true],
  [new RegExp(`^0?%\\{!\\?_without_${NAME}:1\\}$`), false, true],
  [new RegExp(`^0?%\\{\\?_without_${NAME}(?::1)?\\}$`), false, false],
];

/** The setting of a bcond under which one term of a condition does not hold; null where no bcond decides it alone. */
function offOf(term: string, bconds: ReadonlySet<string>): BcondSetting | null {
  const bare = term.trim();
  const positive = bare.replace(/^(?:!\s*)+/, '');
  const negated = (/^[!\s]*/.exec(bare)?.[0].match(/!/g) ?? []).length % 2 === 1;
  const text = positive.replace(/^\((.*)\)$/, '$1').trim();
  for (const [form, declared, whenOn] of FORMS) {
    const name = form.exec(text)?.[1];
    if (name === undefined) continue;
    // `%{with x}` of what no %bcond declares is switched by nothing that rpmbuild is told.
    if (declared && !bconds.has(name)) return null;
    return { name, enabled: whenOn === negated };
  }
  return null;
}

/** Under which settings a condition does not hold, and under which its `%else` does not. */
export interface ConditionOff {
  /** Each of them alone is enough. */
  readonly off: readonly BcondSetting[];
  readonly elseOff: readonly BcondSetting[];
}

export const UNDECIDED: ConditionOff = { off: [], elseOff: [] };

/**
 * Which bconds decide the condition of an `%if`, from its text alone: terms joined by `&&`, each of which may be a test of a
 * bcond. Where there is `||`, or anything that only an evaluation could tell, nothing is claimed.
 *
 * @param bconds those that the spec declares with %bcond, %bcond_with or %bcond_without
 */
export function conditionOff(expression: string, bconds: ReadonlySet<string>): ConditionOff {
  const text = expression.replace(/\s*#.*$/, '').trim();
  if (text.includes('||')) return UNDECIDED;
  const terms = text.replace(/^\((.*)\)$/, '$1').split('&&');
  const off = terms.flatMap((term) => offOf(term, bconds) ?? []);
  const [only] = off;
  return { off, elseOff: terms.length === 1 && only !== undefined ? [{ name: only.name, enabled: !only.enabled }] : [] };
}
