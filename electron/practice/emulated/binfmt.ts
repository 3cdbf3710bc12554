import { readFile, writeFile } from 'node:fs/promises';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { exists } from './root-cache.ts';
import { run } from './run.ts';

const FOLDER = '/proc/sys/fs/binfmt_misc';
const NAME = 'portolan-s390x';
/** An ELF header of a 64-bit big-endian executable or shared object for machine 22 (EM_S390), as qemu registers it. */
const MAGIC = '7f454c4602020100000000000000000000020016';
const MASK = 'fffffffffffffffcfffffffffffffffffffeffff';
/** argv[0] kept (P), opened at registration so that it works inside any root (F), credentials of the s390x file so that sudo works (C), by descriptor (O). */
const FLAGS = 'OPFC';
const INTERPRETERS = ['/usr/libexec/qemu-binfmt/s390x-binfmt-P', '/usr/bin/qemu-s390x-static'];

/**
 * Sees to it that the kernel runs s390x programs inside guests: mounts binfmt_misc and registers the emulator where that has not
 * been done. Returns a sentence for each thing it did, none when all was in place. Throws a {@link ProblemError}.
 */
export async function ensureBinfmt(): Promise<readonly string[]> {
  const done: string[] = [];
  if (process.arch === 's390x') return done;
  if (!(await exists(`${FOLDER}/register`))) {
    await run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', FOLDER]);
    done.push(`Mounted binfmt_misc on ${FOLDER}.`);
  }
  for (const name of ['qemu-s390x', NAME]) {
    if (suffices(await readFile(`${FOLDER}/${name}`, 'utf8').catch(() => ''))) return done;
  }
  const interpreter = await firstOf(INTERPRETERS);
  if (interpreter === undefined) {
    throw new ProblemError('unsupported', 'The s390x emulator is not installed: install qemu-user-static.');
  }
  // The -P link tells qemu that argv[0] is kept; the plain binary must not be told so.
  const flags = interpreter.endsWith('-P') ? FLAGS : FLAGS.replace('P', '');
  if (await exists(`${FOLDER}/${NAME}`)) await writeFile(`${FOLDER}/${NAME}`, '-1');
  await writeFile(`${FOLDER}/register`, `:${NAME}:M::${escaped(MAGIC)}:${escaped(MASK)}:${interpreter}:${flags}`);
  done.push('Registered the s390x emulator with the kernel.');
  return done;
}

/** Whether an entry of binfmt_misc, as the kernel prints it, runs s390x programs inside any root and with sudo. */
export function suffices(entry: string): boolean {
  const flags = /^flags: (\w*)$/m.exec(entry)?.[1] ?? '';
  return entry.startsWith('enabled\n') && flags.includes('F') && flags.includes('C') && entry.includes(`magic ${MAGIC}`);
}

function escaped(hex: string): string {
  return hex.replaceAll(/../g, (pair) => `\\x${pair}`);
}

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await exists(path)) return path;
  return undefined;
}
