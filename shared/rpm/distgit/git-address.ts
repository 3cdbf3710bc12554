import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';

const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9_+.@-]*(\/[A-Za-z0-9_+@-][A-Za-z0-9_+.@-]*)*$/;

/**
 * Checks an address that git is to clone from: http, https, ssh or file, in the form of a URL. Anything that git (or the ssh that it runs) could take for an
 * option, and every other transport (`ext::` runs programs, git-remote-ext(1)), is a `bad-input`. `{name}` stands for a package's name.
 */
export function checkGitAddress(address: string): Result<string, Problem> {
  const wrong = (why: string): Result<string, Problem> => err(problem('bad-input', `${JSON.stringify(address.slice(0, 200))} cannot be cloned: ${why}.`));
  if (!/^(https?|ssh|file):\/\//.test(address)) return wrong('an address begins with https://, http://, ssh:// or file://');
  if (!/^[!-~]{8,2000}$/.test(address)) return wrong('it holds a space, or a character that an address cannot hold');
  const authority = /^[a-z]+:\/\/([^/]*)/.exec(address)?.[1] ?? '';
  if (address.startsWith('file:') ? authority !== '' : !/^([A-Za-z0-9._~%][A-Za-z0-9._~%-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/.test(authority)) return wrong('its host cannot be one (a password does not belong here)');
  return ok(address);
}

/** Checks the name of a branch or tag, narrower than git-check-ref-format(1): nothing that could be taken for an option or a range. */
export function checkBranch(branch: string): Result<string, Problem> {
  const fine = branch.length <= 200 && BRANCH.test(branch) && !branch.includes('..') && !branch.includes('@{') && !branch.endsWith('.lock') && !branch.endsWith('.');
  return fine ? ok(branch) : err(problem('bad-input', `${JSON.stringify(branch.slice(0, 100))} is not the name of a branch.`));
}

/** The repository's name at the end of an address, without `.git`. */
export function repositoryName(address: string): string {
  return (/([^/]*?)(\.git)?\/*$/.exec(address)?.[1] ?? '');
}
