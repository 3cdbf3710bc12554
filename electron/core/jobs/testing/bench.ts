import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { parseAttemptId, parseBuilderName, parseSourceName, type AttemptId } from '#shared/vocabulary/ids.ts';
import type { Result } from '#shared/vocabulary/result.ts';
import { BuilderLink, type BuilderLinkOptions } from '../../builders/builder-link.ts';
import type { BuilderConfig } from '../../builders/types.ts';
import { HostKeyStore } from '../../ssh/host-key-store.ts';
import { fingerprintOf } from '../../ssh/known-hosts.ts';
import { haveSshd, realSshd, type RealSshd } from '../../ssh/testing/real-sshd.ts';
import type { BuildJob } from '../types.ts';

/** Whether this machine can be its own builder: OpenSSH, rpmbuild, and root for the disposable buildroot. */
export const canBuild: boolean = haveSshd && existsSync('/usr/bin/rpmbuild') && process.getuid?.() === 0;

/** `uname -m` of this machine, as rpm names it. */
export const NATIVE_ARCH: string = arch() === 'x64' ? 'x86_64' : arch() === 'arm64' ? 'aarch64' : arch();

/** This machine as a builder, through its own sshd; everything it does lies in a temporary folder. */
export interface Bench extends AsyncDisposable {
  readonly sshd: RealSshd;
  readonly base: string;
  /** Disposed with the bench. */
  link(config?: Partial<BuilderConfig>, options?: Partial<BuilderLinkOptions>): BuilderLink;
}

export async function bench(): Promise<Bench> {
  const sshd = await realSshd();
  const base = join(sshd.folder, 'portolan');
  await mkdir(base);
  const links: BuilderLink[] = [];
  const hostKey = fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64'));
  const hostKeys = new HostKeyStore(join(sshd.folder, 'known_hosts'));
  return {
    sshd,
    base,
    link: (config = {}, options = {}) => {
      const name = valueOf(parseBuilderName('native'));
      const link = new BuilderLink(
        { name, host: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, slots: 2, hostKey, base, ...config },
        { hostKeys, arch: NATIVE_ARCH, pace: 0.01, ...options },
      );
      links.push(link);
      return link;
    },
    [Symbol.asyncDispose]: async () => {
      for (const link of links) await link[Symbol.asyncDispose]();
      await sshd[Symbol.asyncDispose]();
    },
  };
}

export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`Not valid: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function attemptId(text: string): AttemptId {
  return valueOf(parseAttemptId(text));
}

/** A spec with these scriptlets; everything else is as small as rpm allows. */
export function specOf(name: string, parts: { head?: string; build?: string; install?: string; check?: string; files?: string; tail?: string } = {}): string {
  return `Name: ${name}
Version: 1.0
Release: 1%{?dist}
Summary: A test
License: MIT
${parts.head ?? 'BuildArch: noarch'}
%description
A test.
%prep
%build
${parts.build ?? 'true'}
%install
mkdir -p %{buildroot}/usr/share/${name}
echo ${name} > %{buildroot}/usr/share/${name}/note
${parts.install ?? ''}
%check
${parts.check ?? 'true'}
%files
/usr/share/${name}
${parts.files ?? ''}
${parts.tail ?? ''}
`;
}

export function jobOf(attempt: string, name: string, spec: string, changed: Partial<BuildJob> = {}): BuildJob {
  return {
    attempt: attemptId(attempt),
    source: valueOf(parseSourceName(name)),
    specName: `${name}.spec`,
    spec: Buffer.from(spec),
    sources: [],
    patches: [],
    macros: [{ name: 'dist', value: '.t1' }],
    withConditions: [],
    withoutConditions: [],
    noCheck: false,
    environment: {},
    install: [],
    repositories: [],
    expected: { name, epoch: null, version: '1.0', release: '1.t1' },
    architectures: [NATIVE_ARCH, 'noarch'],
    timeoutSeconds: 120,
    until: null,
    ...changed,
  };
}
