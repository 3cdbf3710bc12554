import { LogStore } from '../../build/log-store.ts';
import { BuilderLink } from '../../builders/builder-link.ts';
import { HostKeyStore } from '../../ssh/host-key-store.ts';
import { followJob } from '../job-runner.ts';
import { attemptId, NATIVE_ARCH, valueOf } from './bench.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';

/** A core of its own that follows one attempt into a file, made to be killed: port, user, key file, pin, base, attempt, folder of logs. */
const [port = '', user = '', keyFile = '', hostKey = '', base = '', attempt = '', folder = ''] = process.argv.slice(2);
await using link = new BuilderLink(
  { name: valueOf(parseBuilderName('native')), host: '127.0.0.1', port: Number(port), user, keyFile, slots: 1, hostKey, base },
  { hostKeys: new HostKeyStore('/nonexistent'), arch: NATIVE_ARCH, pace: 0.01 },
);
const logs = new LogStore(folder);
const id = attemptId(attempt);
await followJob(link, id, logs.lengthOf(id), {
  onLog: (bytes, offset) => {
    logs.append(id, bytes, offset);
    process.stdout.write(`${logs.lengthOf(id)}\n`);
  },
  onPhase: () => undefined,
});
