import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ProblemError, problemOf } from '#shared/vocabulary/problem.ts';

import { hasSources, isBuilt } from './built.ts';
import { build } from './start-build.ts';
import { decideStart, hasDisplay, type ElectronState, type Start } from './start-decision.ts';
import { fetchElectron, findElectron } from './start-electron.ts';
import { dataFolder, starterProject } from './start-project.ts';

/**
 * `npm start -- [--project FOLDER] [--web] [--no-sandbox]`: opens the desktop window where that is possible, and says in
 * one sentence why it is not where the same application opens in a browser instead.
 */
const { platform, env } = process;
const root = join(import.meta.dirname, '..', '..');
const electronPackage = join(root, 'node_modules', 'electron');
/** A window that ends sooner than this, and badly, was never seen. */
const SEEN_AFTER_MS = 10_000;

interface Flags {
  readonly project: string | undefined;
  readonly web: boolean;
  readonly noSandbox: boolean;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function flags(): Flags {
  try {
    const { values } = parseArgs({ options: { project: { type: 'string' }, web: { type: 'boolean', default: false }, 'no-sandbox': { type: 'boolean', default: false } } });
    return { project: values.project, web: values.web, noSandbox: values['no-sandbox'] };
  } catch (error) {
    throw new ProblemError('bad-input', 'npm start -- takes --project FOLDER, --web and --no-sandbox.', error instanceof Error ? error.message : String(error));
  }
}

async function decide({ web, noSandbox }: Flags): Promise<Exclude<Start, { kind: 'fetch' }>> {
  const at = (electron: ElectronState): Start =>
    decideStart({ platform, web, noSandbox, display: hasDisplay(platform, env), root: process.getuid?.() === 0, electron });
  const first = at(await findElectron(electronPackage, platform, env));
  if (first.kind !== 'fetch') return first;
  const second = at(env['CI'] === undefined ? await fetchElectron(electronPackage, platform, env, print) : { kind: 'unavailable', why: 'Electron is not installed' });
  return second.kind === 'fetch' ? { kind: 'web', why: 'Electron is not installed, so Portolan opens in the browser.', browser: true } : second;
}

/**
 * Runs a program in this one's place, as far as a person can tell: its output, its end, its exit code. Ctrl-C reaches
 * both from the terminal, so it is waited out here and not sent a second time.
 */
async function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', cwd: root });
  const wait = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait);
  process.on('SIGTERM', forward);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  } catch {
    return 1;
  } finally {
    process.off('SIGINT', wait);
    process.off('SIGTERM', forward);
  }
}

const serve = (project: string, browser: boolean): Promise<number> =>
  run(process.execPath, [join(root, 'electron', 'headless', 'portolan.js'), 'serve', '--project', project, ...(browser ? ['--open'] : [])]);

async function start(): Promise<number> {
  const given = flags();
  // npm runs this in the project's folder, and tells where the person was.
  const project = given.project === undefined ? starterProject(join(root, 'assets', 'samples'), dataFolder(platform, env, homedir())) : resolve(env['INIT_CWD'] ?? process.cwd(), given.project);
  const how = await decide(given);
  if (how.kind === 'web' && how.why !== null) print(how.why);
  if (hasSources(root) && !isBuilt(root)) {
    print('Building the window…');
    await build(root);
  }
  if (how.kind === 'web') return serve(project, how.browser);
  const began = Date.now();
  const code = await run(how.file, [root, '--project', project, ...(given.noSandbox ? ['--no-sandbox'] : [])]);
  if (code === 0 || Date.now() - began > SEEN_AFTER_MS) return code;
  print(`Electron ended at once (code ${code}), so Portolan opens in the browser.`);
  return serve(project, true);
}

try {
  process.exitCode = await start();
} catch (thrown) {
  const { message, detail } = problemOf(thrown);
  process.stderr.write(`portolan: ${message}\n${detail === undefined ? '' : `${detail}\n`}`);
  process.exitCode = 1;
}
