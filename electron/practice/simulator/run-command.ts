import { parseWords } from './words.ts';
import { follow } from './verbs/follow.ts';
import { cancel, cleanup, fetch, results, start, status } from './verbs/job-verbs.ts';
import { put, root, setup, tellFacts } from './verbs/machine-verbs.ts';
import { repoList, repoPrune, repoPublish, repoServe, repoUnserve } from './verbs/repository-verbs.ts';
import { specs } from './verbs/specs.ts';
import { VerbFailure, type Verb, type VerbContext } from './verbs/verb.ts';

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['put', put],
  ['start', start],
  ['status', status],
  ['follow', follow],
  ['cancel', cancel],
  ['results', results],
  ['fetch', fetch],
  ['cleanup', cleanup],
  ['root', root],
  ['specs', specs],
  ['repo-list', repoList],
  ['repo-publish', repoPublish],
  ['repo-prune', repoPrune],
  ['repo-serve', repoServe],
  ['repo-unserve', repoUnserve],
]);

const SETUP = ': portolan-job setup ';
const SCRIPT = /^(\/.*)\/bin\/portolan-job-([0-9a-f]{12})$/;
/** What a shell says of a command that is not there; the core then sets the machine up again. */
const NOT_FOUND = 127;

/** Runs the command line of an exec and returns its exit code. It is no shell: the job protocol, and nothing else. */
export async function runCommand(context: VerbContext, line: string): Promise<number> {
  try {
    await run(context, line);
    return 0;
  } catch (error) {
    if (!(error instanceof VerbFailure)) throw error;
    context.io.err(`${error.message}\n`);
    return error.code;
  }
}

async function run(context: VerbContext, line: string): Promise<void> {
  if (line.startsWith(SETUP)) {
    // Below the first line is shell text for machines that have a shell.
    await setup(context, wordsOf(line.split('\n', 1)[0] ?? '').slice(3));
    return;
  }
  const words = wordsOf(line);
  const [command = '', verb = '', ...args] = words[0] === 'sudo' && words[1] === '-n' ? words.slice(2) : words;
  const [, base = '', version = ''] = SCRIPT.exec(command) ?? [];
  if (!context.machine.hasScript(base, version)) throw notFound(command);
  if (verb === 'probe') {
    await tellFacts(context, base, args[0] ?? 'root');
    return;
  }
  const known = VERBS.get(verb);
  if (known === undefined) throw new VerbFailure(64, verb === '' ? 'A verb is missing.' : `There is no verb ${verb}.`);
  await known(context, args);
}

function wordsOf(line: string): string[] {
  const words = parseWords(line);
  if (words === null) throw notFound(line.slice(0, 80));
  return words;
}

function notFound(command: string): VerbFailure {
  return new VerbFailure(NOT_FOUND, `sh: ${command}: not found (this is a simulated builder: it knows the job protocol and no other command)`);
}
