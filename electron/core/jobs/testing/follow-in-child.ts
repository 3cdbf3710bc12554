import { BuilderLink } from '../../builders/builder-link.ts';
import { HostKeyStore } from '../../ssh/host-key-store.ts';
import { followJob } from '../job-runner.ts';
import { LogFile } from '../log-file.ts';
import { attemptId, NATIVE_ARCH, valueOf } from './bench.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';

/** A core of its own that follows one attempt into a file, made to be killed: port, user, key file, pin, base, attempt, log. */
const [port = '', user = '', keyFile = '', hostKey = '', base = '', attempt = '', path = ''] = process.argv.slice(2);
await using link = new BuilderLink(
  { name: valueOf(parseBuilderName('native')), host: '127.0.0.1', port: Number(port), user, keyFile, slots: 1, hostKey, base },
  { hostKeys: new HostKeyStore('/nonexistent'), arch: NATIVE_ARCH, pace: 0.01 },
);
await using log = await LogFile.open(path);
await followJob(link, attemptId(attempt), log.length, {
  onLog: async (bytes, offset) => {
    await log.append(bytes, offset);
    process.stdout.write(`${log.length}\n`);
  },
  onPhase: () => undefined,
});
