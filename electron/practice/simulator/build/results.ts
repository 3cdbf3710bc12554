import { createHash } from 'node:crypto';
import type { SpecFacts } from './spec-facts.ts';

/** A file that stands in for an RPM, and the `rpm` line that `results` says about it. */
export interface SimulatedRpm {
  readonly file: string;
  readonly bytes: Buffer;
  /** `SHA256 SIZE FILE NAME EPOCH VERSION RELEASE ARCH SOURCERPM HEADERDIGEST` */
  readonly line: string;
}

/** The SRPM first, then every binary package. A rebuild has the same NEVRAs and other digests, as in life. */
export function simulatedRpms(facts: SpecFacts, attempt: string): SimulatedRpm[] {
  const source = rpmOf(facts, attempt, facts.name, 'src', '-');
  return [source, ...facts.packages.map(({ name, noarch }) => rpmOf(facts, attempt, name, noarch ? 'noarch' : 's390x', source.file))];
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
  const header = createHash('sha256').update(`header\0${attempt}\0${file}`).digest('hex');
  const line = [createHash('sha256').update(bytes).digest('hex'), bytes.length, file, name, epoch ?? '-', version, release, arch, sourceRpm, header].join(' ');
  return { file, bytes, line };
}

/** `installed` lines: the recorded buildroot. */
export function simulatedBuildroot(installs: readonly string[]): string[] {
  const packages = ['bash', 'coreutils', 'gcc', 'glibc-devel', 'make', 'rpm-build'].map((name) => `${name}-0-0.simulated.s390x`);
  return [...packages, ...installs.map((file) => file.replace(/\.rpm$/, ''))].map((nevra) => `installed ${nevra} ${createHash('md5').update(nevra).digest('hex')}`);
}
