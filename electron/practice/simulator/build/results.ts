import { createHash } from 'node:crypto';
import type { ResultRpm } from '#electron/core/jobs/types.ts';
import type { SpecFacts } from './spec-facts.ts';

/** A file that stands in for an RPM, and what `results` says about it. */
export interface SimulatedRpm extends ResultRpm {
  readonly bytes: Buffer;
}

/** `SHA256 SIZE FILE NAME EPOCH VERSION RELEASE ARCH SOURCERPM HEADERDIGEST` */
export function rpmLine({ sha256, size, file, name, epoch, version, release, arch, sourceRpm, headerDigest }: ResultRpm): string {
  return [sha256, size, file, name, epoch ?? '-', version, release, arch, sourceRpm === '' ? '-' : sourceRpm, headerDigest].join(' ');
}

/** The SRPM first, then every binary package. A rebuild has the same NEVRAs and other digests, as in life. */
export function simulatedRpms(facts: SpecFacts, attempt: string): SimulatedRpm[] {
  const source = rpmOf(facts, attempt, facts.name, 'src', '');
  return [source, ...facts.packages.map(({ name, noarch }) => rpmOf(facts, attempt, name, noarch ? 'noarch' : 's390x', source.file))];
}

/** The header's digest of a file that an attempt made; lower-case hex. */
export function simulatedHeaderDigest(attempt: string, file: string): string {
  return createHash('sha256').update(`header\0${attempt}\0${file}`).digest('hex');
}

function rpmOf(facts: SpecFacts, attempt: string, name: string, arch: string, sourceRpm: string): SimulatedRpm {
  const { epoch, version, release } = facts;
  const file = `${name}-${version}-${release}.${arch}.rpm`;
  const bytes = Buffer.from(
    [
      'This is not an RPM package, and nothing can be installed from it.',
      "Portolan's simulator made it, so that the way from a build to a repository can be practised.",
      `It stands for ${file}${epoch === null ? '' : ` (epoch ${epoch})`}, attempt ${attempt}.`,
      '',
    ].join('\n'),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, bytes, sha256, size: bytes.length, name, epoch, version, release, arch, sourceRpm, headerDigest: simulatedHeaderDigest(attempt, file) };
}

/** `installed` lines: the recorded buildroot. */
export function simulatedBuildroot(installs: readonly string[]): string[] {
  const packages = ['bash', 'coreutils', 'gcc', 'glibc-devel', 'make', 'rpm-build'].map((name) => `${name}-0-0.simulated.s390x`);
  return [...packages, ...installs.map((file) => file.replace(/\.rpm$/, ''))].map((nevra) => `installed ${nevra} ${createHash('md5').update(nevra).digest('hex')}`);
}
