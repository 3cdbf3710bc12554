import { parseJobFile } from '#electron/core/jobs/job-file.ts';
import { readTar, type TarFile } from '#electron/core/jobs/tar.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { rpmLine, type SimulatedRpm } from '../build/results.ts';
import type { SimulatedJob } from '../machine/simulated-job.ts';
import { answer, checkId, checkNumber, expectArgs, HEADER, readAll, VerbFailure, type Verb, type VerbContext } from './verb.ts';

const ARCHIVE_BYTES = 256 * 1024 * 1024;

/** What `start` and `specs` are sent. */
export async function readArchive({ io }: VerbContext): Promise<{ files: TarFile[]; job: string }> {
  const bytes = await readAll(io, ARCHIVE_BYTES);
  try {
    const files = readTar(bytes);
    const job = files.find(({ name }) => name === 'job');
    if (job !== undefined) return { files, job: Buffer.from(job.bytes).toString('utf8') };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
  throw new VerbFailure(65, 'The job did not arrive whole.');
}

export const start: Verb = async (context, args) => {
  expectArgs(args, 1, 'start takes the id of an attempt.');
  const attempt = checkId(args[0]);
  const { machine, io } = context;
  const { files, job } = await readArchive(context);
  if (machine.diskIsFull) throw new VerbFailure(73, 'The folder of jobs cannot be written.');
  if (machine.job(attempt) !== undefined || machine.isSpent(attempt)) {
    await answer(io, ['already']);
    return;
  }
  const lines = parseJobFile(job);
  const wanted = lines.filter(({ key }) => key === 'input' || key === 'install' || key === 'patch').map(({ value }) => value.split(' ')[0] ?? '');
  const missing = [...new Set(wanted)].filter((digest) => !machine.hasStored(digest)).sort();
  if (missing.length > 0) {
    await answer(
      io,
      missing.map((digest) => `missing ${digest}`),
    );
    return;
  }
  const spec = files.find(({ name }) => name === `SPECS/${lines.find(({ key }) => key === 'spec')?.value ?? ''}`);
  const started = machine.start(attempt, job, Buffer.from(spec?.bytes ?? []).toString('utf8'));
  await answer(io, [started ? `started ${machine.bootId}` : 'already']);
};

export const status: Verb = async ({ machine, io }, args) => {
  const attempts = args.length > 0 ? args.map(checkId) : machine.attempts;
  await answer(
    io,
    attempts.map((attempt) => `status ${attempt} ${machine.state(attempt)}`),
  );
};

export const cancel: Verb = async ({ machine, io }, args) => {
  expectArgs(args, 1, 'cancel takes the id of an attempt.');
  const attempt = checkId(args[0]);
  machine.cancel(attempt);
  await answer(io, [`status ${attempt} ${machine.state(attempt)}`]);
};

export const results: Verb = async (context, args) => {
  expectArgs(args, 1, 'results takes the id of an attempt.');
  const attempt = checkId(args[0]);
  const job = context.machine.job(attempt);
  const look = job?.look(context.clock.now());
  if (job === undefined || look?.kind !== 'ended') {
    throw new VerbFailure(66, `Attempt ${attempt} has no results: it is ${context.machine.state(attempt).split(' ')[0] ?? 'gone'}.`);
  }
  const made = look.exitCode === 0 ? job.results() : { rpms: [], buildroot: [] };
  await answer(context.io, [...made.rpms.map((rpm) => `rpm ${rpmLine(rpm)}`), ...made.buildroot]);
};

export const fetch: Verb = async (context, args) => {
  expectArgs(args, 3, 'fetch takes an attempt, a file and an offset.');
  const attempt = checkId(args[0]);
  const file = args[1] ?? '';
  const offset = checkNumber(args[2]);
  const job = context.machine.job(attempt);
  const rpm = job === undefined ? undefined : resultOf(context, job, file);
  if (rpm === undefined) throw new VerbFailure(66, `Attempt ${attempt} has no result ${file}.`);
  if (offset > rpm.bytes.length) throw new VerbFailure(64, `${file} has ${rpm.bytes.length} bytes only.`);
  await context.io.out(`${HEADER}bytes ${rpm.bytes.length - offset}\n`);
  await context.io.out(rpm.bytes.subarray(offset));
};

function resultOf(context: VerbContext, job: SimulatedJob, file: string): SimulatedRpm | undefined {
  const look = job.look(context.clock.now());
  return look.kind === 'ended' && look.exitCode === 0 ? job.results().rpms.find((rpm) => rpm.file === file) : undefined;
}

export const cleanup: Verb = async ({ machine, io }, args) => {
  const attempts = args.map(checkId);
  for (const attempt of attempts) machine.cleanUp(attempt);
  await answer(
    io,
    attempts.map((attempt) => `cleaned ${attempt}`),
  );
};
