import { ProblemError } from '#shared/vocabulary/problem.ts';

/**
 * The steps of a path that metadata gives relative to its repository. What could lead out of it (an absolute path, a scheme, `..`, a
 * backslash, a NUL) is a `refused`.
 */
export function stepsOfHref(location: string, href: string): readonly string[] {
  const steps = href.split('/').filter((step) => step !== '' && step !== '.');
  const leaves = href.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(href) || /[\\\0]/.test(href) || steps.includes('..');
  if (leaves || steps.length === 0) {
    throw new ProblemError('refused', `The repository ${location} names a file outside of itself.`, JSON.stringify(href.slice(0, 200)));
  }
  return steps;
}
