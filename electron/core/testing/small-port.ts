import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Core } from '../open-core.ts';
import { openCore } from '../open-core.ts';
import type { PracticeProvider } from '../fleet/practice-provider.ts';
import { realSshd, type RealSshd } from '../ssh/testing/real-sshd.ts';

/** What `uname -m` says here: the small port is built by the machine that runs the test. */
export const MACHINE = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** One spec of the small port. */
export interface SmallSpec {
  readonly name: string;
  readonly requires?: readonly string[];
  /** Shell text of %build. */
  readonly build?: string;
  readonly preamble?: string;
}

export function specOf({ name, requires = [], build = 'true', preamble = '' }: SmallSpec): string {
  return `${preamble}
Name: ${name}
Version: 1.0
Release: 1%{?dist}
Summary: ${name} of the small port
License: MIT
BuildArch: noarch
${requires.map((each) => `BuildRequires: ${each}`).join('\n')}

%description
${name}.

%prep
%build
${build}
%install
mkdir -p %{buildroot}/usr/share/small
echo ${name} > %{buildroot}/usr/share/small/${name}

%files
/usr/share/small/${name}
`;
}

const NO_PRACTICE: PracticeProvider = {
  status: () => Promise.resolve({ rootCached: false, missing: [], cost: { minutes: 0, megabytes: 0 } }),
  adopt: () => Promise.resolve(null),
  up: () => Promise.reject(new Error('There is no practice fleet in this test.')),
};

/** A port of a few specs, and this machine's own sshd as its builder(s). */
export interface SmallPort extends AsyncDisposable {
  readonly folder: string;
  readonly sshd: RealSshd;
  open(): Promise<Core>;
}

export async function smallPort(specs: readonly SmallSpec[], slots = 2): Promise<SmallPort> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-small-'));
  const sshd = await realSshd();
  await mkdir(join(folder, 'specs'));
  for (const spec of specs) await writeFile(join(folder, 'specs', `${spec.name}.spec`), specOf(spec));
  const base = join(folder, 'builder');
  await writeFile(
    join(folder, 'portolan.yaml'),
    `portolan: 1
name: Small port
target: { arch: ${MACHINE}, dist: .t1 }
referenceArchitectures: [${MACHINE}, noarch]
sources: [{ kind: specs, folder: specs }]
foreignBases: [{ kind: root, name: this-machine }]
builders:
  - { name: here, host: 127.0.0.1, port: ${sshd.port}, user: ${sshd.user}, keyFile: ${sshd.keyFile}, slots: ${slots} }
repository: { builder: here, path: ${base}/repository, url: "file://${base}/repository" }
`,
  );
  await mkdir(join(folder, '.portolan'), { recursive: true });
  await writeFile(join(folder, '.portolan', 'known_hosts'), `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine}\n`);
  return {
    folder,
    sshd,
    open: () =>
      openCore({
        folder,
        clock: Date.now,
        planWorker: new URL('../planning/plan-worker.ts', import.meta.url),
        practice: NO_PRACTICE,
        sourceCache: join(folder, 'sources'),
        startPractice: false,
      }),
    [Symbol.asyncDispose]: async () => {
      await sshd[Symbol.asyncDispose]();
      // A plan may still be on its way into the cache.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

