import type { BcondSetting } from './condition.ts';
import type { SpecText, WrittenRequirement } from './read-spec-text.ts';

/**
 * The lines of a spec that a BuildRequires comes from, as its text tells: those that name it, or else those whose macros may
 * stand for the rest of its name. None where a macro hides it altogether.
 *
 * @param dependency as rpm writes it: `zlib-devel >= 1.2`
 */
export function writtenAs(spec: SpecText, dependency: string): readonly WrittenRequirement[] {
  const name = /^\(?([^\s<>=]+)/.exec(dependency)?.[1] ?? dependency;
  const exact = spec.requirements.filter((written) => written.name === name);
  return exact.length > 0 ? exact : spec.requirements.filter((written) => written.name.includes('%') && mayStandFor(written.name, name));
}

/** The settings of bconds under which none of the lines is there; none where there is no line. */
export function switchedBy(written: readonly WrittenRequirement[]): readonly BcondSetting[] {
  return (written[0]?.off ?? []).filter((each) => written.every(({ off }) => off.some((other) => other.name === each.name && other.enabled === each.enabled)));
}

/** Whether a name with macros in it can expand to another: what is not a macro has to be there, in order; a name of nothing but macros says nothing. */
function mayStandFor(written: string, name: string): boolean {
  const parts = written.split(/%\{[^}]*\}|%[A-Za-z_][A-Za-z0-9_]*/);
  const literal = parts.join('');
  if (literal.replaceAll(/[^A-Za-z0-9]/g, '').length < 3) return false;
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || name.length < literal.length || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
