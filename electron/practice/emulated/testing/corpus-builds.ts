import { join } from 'node:path';

import { shell } from '#shared/vocabulary/shell.ts';
import { parseAttemptId, parseSourceName } from '#shared/vocabulary/ids.ts';
import type { Failure } from '#shared/port/events.ts';
import { CORPUS_PROVIDERS, corpusSpec, type CorpusCase } from '#shared/triage/testing/s390x-corpus.ts';
import { failureOf } from '#electron/core/build/failure.ts';
import { LogStore } from '#electron/core/build/log-store.ts';
import { BuilderLink } from '#electron/core/builders/builder-link.ts';
import { cleanUpJobs, followJob, startJob } from '#electron/core/jobs/job-runner.ts';
import type { BuildJob, JobEnd } from '#electron/core/jobs/types.ts';
import { HostKeyStore } from '#electron/core/ssh/host-key-store.ts';

import type { EmulatedFleet } from '../fleet.ts';
import { sshTo } from './ssh.ts';

/** What became of one build of the corpus. */
export interface CorpusBuild {
  readonly case: CorpusCase;
  readonly end: JobEnd;
  /** As the program records it; null when the build did not fail. */
  readonly failure: Failure | null;
  /** The whole log. */
  readonly logFile: string;
  readonly seconds: number;
}

/** Builds of one builder at a time. More only wait for each other: the guests share this machine's processors. */
const SLOTS = 1;
/** Nobody listens there: the port of "discard". */
const NOBODY = 'http://127.0.0.1:9/gone/';

/**
 * Builds every case on the guests of `fleet`, by the program's own job protocol, and tells what the program makes of each
 * failure. Logs are kept below `folder`.
 */
export async function buildCorpus(fleet: EmulatedFleet, cases: readonly CorpusCase[], folder: string): Promise<CorpusBuild[]> {
  const repository = await makeRepository(fleet, folder);
  const logs = new LogStore(join(folder, 'logs'));
  const waiting = [...cases].sort((a, b) => cost(b) - cost(a));
  const links = fleet.builders.map(
    ({ name, host, port, user, keyFile, hostKeyFingerprint }) =>
      new BuilderLink({ name, host, port, user, keyFile, slots: SLOTS, hostKey: hostKeyFingerprint }, { hostKeys: new HostKeyStore(join(folder, 'keys')), arch: 's390x', pace: 0.01 }),
  );
  const built: CorpusBuild[] = [];
  const work = async (link: BuilderLink): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) built.push(await buildOne(link, next, repository, logs));
  };
  try {
    await Promise.all(links.flatMap((link) => Array.from({ length: SLOTS }, () => work(link))));
  } finally {
    for (const link of links) await link[Symbol.asyncDispose]();
  }
  return cases.flatMap((each) => built.find((one) => one.case === each) ?? []);
}

/** What takes longest begins first. */
function cost({ needs }: CorpusCase): number {
  return (needs?.repository === undefined ? 0 : 10) + (needs?.timeoutSeconds ?? 0);
}

async function buildOne(link: BuilderLink, each: CorpusCase, repository: string, logs: LogStore): Promise<CorpusBuild> {
  const began = performance.now();
  const job = jobOf(each, repository);
  await startJob(link, job);
  const end = await followJob(link, job.attempt, 0, { onLog: (bytes, offset) => logs.append(job.attempt, bytes, offset), onPhase: () => undefined });
  logs.finish(job.attempt);
  await cleanUpJobs(link, [job.attempt]);
  const logFile = logs.fileOf(job.attempt);
  return { case: each, end, failure: end.kind === 'failed' ? await failureOf(end, logFile) : null, logFile, seconds: (performance.now() - began) / 1000 };
}

function jobOf({ name, needs }: CorpusCase, repository: string): BuildJob {
  const attempt = parseAttemptId(`${name}-1`);
  const source = parseSourceName(name);
  if (!attempt.ok || !source.ok) throw new Error(`${name} is no name of a source.`);
  const url = needs?.repository === 'gone' ? NOBODY : repository;
  return {
    attempt: attempt.value,
    source: source.value,
    specName: `${name}.spec`,
    spec: Buffer.from(corpusSpec(name)),
    sources: [],
    patches: [],
    until: null,
    // What rpm does to installed files (stripping, compressing) is no part of any of these failures, and slow under emulation.
    macros: [{ name: 'dist', value: '.c1' }, { name: '__os_install_post', value: '%{nil}' }],
    withConditions: [],
    withoutConditions: [],
    noCheck: false,
    environment: {},
    install: [],
    repositories: needs?.repository === undefined ? [] : [{ id: 'corpus', url }],
    expected: null,
    architectures: ['s390x', 'noarch'],
    timeoutSeconds: needs?.timeoutSeconds ?? 300,
  };
}

/** Makes the repository of {@link CORPUS_PROVIDERS} on the first builder; gives its address. */
async function makeRepository(fleet: EmulatedFleet, folder: string): Promise<string> {
  const ssh = await sshTo(folder, fleet.builders);
  const { builder, path, url } = fleet.repository;
  const made = await ssh(
    builder,
    shell`mkdir -p ${`${path}/corpus`} && cd ${`${path}/corpus`} && printf %s ${CORPUS_PROVIDERS} >/tmp/corpus.spec && rpmbuild -bb --define ${`_rpmdir ${path}/corpus`} /tmp/corpus.spec 2>&1 && createrepo_c -q .`,
  );
  if (made.code !== 0) throw new Error(`The repository of the corpus could not be made: ${made.out}${made.err}`);
  return `${url}corpus/`;
}
