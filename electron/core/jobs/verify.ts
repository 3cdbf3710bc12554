import type { Fault } from '#shared/vocabulary/fault.ts';
import type { ExpectedIdentity, ResultRpm } from './types.ts';

/** Why results are refused; null: they are what was asked for. */
export interface Refusal {
  readonly fault: Fault;
  readonly message: string;
}

/**
 * One SRPM with the expected NEVR, at least one binary package, every binary made from that SRPM and for an architecture
 * that is asked for. (Subpackages may have versions of their own; the SRPM is the identity.)
 */
export function verifyResults(rpms: readonly ResultRpm[], expected: ExpectedIdentity | null, architectures: readonly string[]): Refusal | null {
  const sources = rpms.filter((rpm) => rpm.arch === 'src');
  const binaries = rpms.filter((rpm) => rpm.arch !== 'src');
  const [source] = sources;
  if (source === undefined || sources.length !== 1) return identity(`The build made ${sources.length} SRPMs in place of one.`);
  if (binaries.length === 0) return identity(`The build of ${source.name} made no binary package.`);
  if (expected !== null && !isExpected(source, expected)) {
    return identity(`The build made ${nevr(source)}, but ${nevr(expected)} was expected.`);
  }
  for (const binary of binaries) {
    if (binary.sourceRpm !== source.file) return identity(`${binary.file} says that it was made from ${binary.sourceRpm || 'nothing'}, not from ${source.file}.`);
    if (!architectures.includes(binary.arch)) {
      return { fault: 'architecture', message: `${binary.file} is for ${binary.arch}, not for ${architectures.join(' or ')}.` };
    }
  }
  return null;
}

function identity(message: string): Refusal {
  return { fault: 'identity', message };
}

function isExpected(rpm: ResultRpm, expected: ExpectedIdentity): boolean {
  return rpm.name === expected.name && (rpm.epoch ?? 0) === (expected.epoch ?? 0) && rpm.version === expected.version && rpm.release === expected.release;
}

function nevr(identityOf: ExpectedIdentity): string {
  const epoch = identityOf.epoch === null ? '' : `${identityOf.epoch}:`;
  return `${identityOf.name}-${epoch}${identityOf.version}-${identityOf.release}`;
}
