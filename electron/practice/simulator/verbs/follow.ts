import { checkId, checkNumber, expectArgs, HEADER, type Verb, type VerbContext } from './verb.ts';

const LONGEST_FRAME = 262_144;
const TICK_MS = 8_000;

/** Frames as they come to be, until the attempt has ended or nobody listens any more. */
export const follow: Verb = async (context, args) => {
  expectArgs(args, 2, 'follow takes an attempt and an offset.');
  const attempt = checkId(args[0]);
  let offset = checkNumber(args[1]);
  const { machine, io, clock, lookMs } = context;
  await io.out(HEADER);
  let told = 0;
  let spokenAt = clock.now();
  const gone = (): boolean => io.signal.aborted;
  while (!gone()) {
    const job = machine.job(attempt);
    // The state first, the log after it: what the job said before it ended is then in the log.
    const state = machine.state(attempt);
    const look = job?.look(clock.now());
    for (const phase of look?.phases.slice(told) ?? []) await io.out(`phase ${phase}\n`);
    told = Math.max(told, look?.phases.length ?? 0);
    while (job !== undefined && look !== undefined && offset < look.logBytes && !gone()) {
      const bytes = job.log(offset, Math.min(look.logBytes, offset + LONGEST_FRAME));
      await io.out(Buffer.concat([Buffer.from(`log ${offset} ${bytes.length}\n`), bytes]));
      offset += bytes.length;
      spokenAt = clock.now();
    }
    if (look?.nextIn === undefined || look.nextIn === null) {
      await io.out(`end ${state}\n`);
      return;
    }
    if (clock.now() - spokenAt >= TICK_MS) {
      await io.out('tick\n');
      spokenAt = clock.now();
    }
    await pause(context, Math.min(Math.max(look.nextIn, lookMs), TICK_MS));
  }
};

/** Until so much time has passed, something happened on the machine, or nobody listens any more. */
function pause({ machine, io, clock }: VerbContext, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      callOff();
      forget();
      io.signal.removeEventListener('abort', done);
      resolve();
    };
    const callOff = clock.setTimer(ms, done);
    const forget = machine.onChange(done);
    io.signal.addEventListener('abort', done, { once: true });
    if (io.signal.aborted) done();
  });
}
