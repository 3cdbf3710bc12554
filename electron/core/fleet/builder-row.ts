import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';
import type { BuilderTally } from '#shared/port/build-statistics.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { problem, type Problem } from '#shared/vocabulary/problem.ts';

import type { BuilderConfig, BuilderFacts, BuilderStatus } from '../builders/types.ts';

/** A builder as the Fleet shows it. */
export function builderRow(config: BuilderConfig, kind: BuilderRow['kind'], status: BuilderStatus, running: readonly Attempt[], tally: BuilderTally, repositoryHost: boolean, quarantine: string | null): BuilderRow {
  return {
    name: config.name,
    kind,
    address: `${config.host}:${config.port}`,
    user: config.user,
    pool: config.pool ?? null,
    slots: config.slots,
    status: status.kind,
    fingerprint: status.kind === 'host-key-unknown' || status.kind === 'host-key-changed' ? status.fingerprint : null,
    problem: problemOfStatus(config, status),
    facts: status.kind === 'ready' || status.kind === 'incapable' ? factsRow(status.facts) : null,
    running: running.map(({ id, source, state, phase, createdAt }) => ({ attempt: id, source, state, phase, since: createdAt })),
    builtCount: tally.built,
    failedCount: tally.failed,
    repositoryHost,
    quarantine,
  };
}

function problemOfStatus(config: BuilderConfig, status: BuilderStatus): Problem | null {
  switch (status.kind) {
    case 'unknown':
    case 'disabled':
    case 'connecting':
    case 'ready':
      return null;
    case 'host-key-unknown':
      return problem('refused', `Nobody has vouched for the host key of ${config.name} yet. Compare the fingerprint with the one on its console, then accept it.`);
    case 'host-key-changed':
      return problem('refused', `${config.name} shows another host key than before. Somebody may be in between, or it was installed anew; nothing is sent to it until a person has looked.`, `Known: ${status.expected.join(', ')}`);
    case 'unreachable':
      return status.problem;
    case 'incapable': {
      const [first, ...rest] = status.problems;
      if (first === undefined) return null;
      return problem(first.code, [first, ...rest].map(({ message }) => message).join(' '), first.detail);
    }
  }
}

function factsRow(facts: BuilderFacts): NonNullable<BuilderRow['facts']> {
  const { arch, cores, memoryBytes, diskFreeBytes, kernel, machine, rpm, mock, createrepo } = facts;
  return { arch, cores, memoryBytes, diskFreeBytes, kernel, machine, rpm, mock, createrepo };
}
