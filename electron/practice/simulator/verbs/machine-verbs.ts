import { createHash } from 'node:crypto';
import { answer, checkDigest, checkNumber, readAll, VerbFailure, type Verb, type VerbContext } from './verb.ts';

const SCRIPT_BYTES = 4 * 1024 * 1024;
const DEFAULT_BASE = '/var/lib/portolan';

/** The line `: portolan-job setup VERSION [BASE]`, with the job script on standard input. The script is weighed and thrown away. */
export const setup: Verb = async (context, args) => {
  const [version = '', base = DEFAULT_BASE] = args;
  if (!/^[0-9a-f]{12}$/.test(version) || args.length > 2) throw new VerbFailure(64, 'setup takes a version and a folder.');
  if (context.machine.diskIsFull) throw new VerbFailure(73, `${base} cannot be written.`);
  const script = await readAll(context.io, SCRIPT_BYTES);
  if (createHash('sha256').update(script).digest('hex').slice(0, 12) !== version) throw new VerbFailure(65, 'The job script did not arrive whole.');
  context.machine.setUp(base, version);
  await tellFacts(context, base, 'root');
};

export async function tellFacts({ machine, io }: VerbContext, base: string, privilege: string): Promise<void> {
  const { cores, memoryBytes, kind } = machine.options;
  await answer(io, [
    'fact arch s390x',
    'fact kernel 0.0.0-simulated',
    'fact system simulated-1',
    `fact cores ${cores}`,
    `fact memory ${memoryBytes}`,
    `fact disk ${machine.diskFreeBytes}`,
    `fact boot ${machine.bootId}`,
    `fact machine ${kind}`,
    `fact privilege ${privilege}`,
    `fact base ${base}`,
    'fact rpm 4.18.0 (simulated)',
    'fact rpmbuild 4.18.0 (simulated)',
    'fact createrepo 0.20.1 (simulated)',
  ]);
}

/** Only the digest is kept: nothing on a simulated machine ever reads the bytes. */
export const put: Verb = async ({ machine, io }, args) => {
  if (args.length !== 2) throw new VerbFailure(64, 'put takes a digest and a size.');
  const digest = checkDigest(args[0]);
  const size = checkNumber(args[1]);
  const known = machine.hasStored(digest);
  if (!known && machine.diskIsFull) throw new VerbFailure(73, 'The disk that holds the cache is full.');
  const hash = createHash('sha256');
  let arrived = 0;
  for await (const chunk of io.stdin) {
    hash.update(arrived + chunk.length > size ? chunk.subarray(0, Math.max(0, size - arrived)) : chunk);
    arrived += chunk.length;
  }
  if (!known) {
    if (arrived < size) throw new VerbFailure(65, 'The file did not arrive whole.');
    if (hash.digest('hex') !== digest) throw new VerbFailure(65, 'The file arrived damaged.');
    machine.store(digest);
  }
  await answer(io, ['stored']);
};

export const root: Verb = async ({ io, rootProvides }) => {
  await answer(
    io,
    rootProvides.map((capability) => `provide ${capability}`),
  );
};
