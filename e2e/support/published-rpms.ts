import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from './portolan.ts';

const run = promisify(execFile);

/** What rpm and dnf, who know nothing of Portolan, say of a published generation. */
export interface Verdict {
  /** File name and architecture of each RPM, by `rpm -qp`. */
  readonly rpms: readonly { readonly name: string; readonly arch: string }[];
  /** Requirements that dnf finds unmet among the RPMs and what the builders' root provides. */
  readonly unsatisfied: string;
}

/** Downloads a generation with dnf and asks rpm about each RPM, and dnf whether everything resolves. */
export async function judgeGeneration(url: string): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-judge-'));
  try {
    await writeRootRepository(join(folder, 'root'));
    const config = join(folder, 'dnf.conf');
    await writeFile(config, `[main]\nreposdir=${folder}\ncachedir=${folder}/cache\nlogdir=${folder}\npersistdir=${folder}\nplugins=1\n[port]\nname=port\nbaseurl=${url}\n[root]\nname=root\nbaseurl=file://${folder}/root\n`);
    const dnf = ['-q', '-c', config, '--releasever=1', '--forcearch=s390x', `--installroot=${folder}/empty`];
    const { stdout: unsatisfied } = await run('dnf', [...dnf, 'repoquery', '--unsatisfied']);
    const { stdout: locations } = await run('dnf', [...dnf, '--repoid=port', 'repoquery', '--location']);
    const rpms = [];
    for (const [index, location] of locations.trim().split('\n').entries()) {
      const file = join(folder, `${index}.rpm`);
      await writeFile(file, Buffer.from(await (await fetch(location)).arrayBuffer()));
      const { stdout } = await run('rpm', ['-qp', '--nosignature', '--qf', '%{NAME} %{ARCH}', file]);
      const [name = '', arch = ''] = stdout.split(' ');
      rpms.push({ name, arch });
    }
    return { rpms, unsatisfied: unsatisfied.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A repository with one package that provides what the emulated builders' root does. */
async function writeRootRepository(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const provides = (await readFile(join(ROOT, 'assets', 'samples', 'starter', 'root-provides.txt'), 'utf8')).split('\n').filter((line) => line !== '');
  const spec = join(folder, 'root.spec');
  await writeFile(spec, `Name: practice-root\nVersion: 1\nRelease: 1\nSummary: Root\nLicense: MIT\nBuildArch: noarch\n${provides.map((each) => `Provides: ${each}\n`).join('')}%description\nRoot.\n%files\n`);
  await run('rpmbuild', ['-bb', '--define', `_topdir ${folder}`, '--define', `_rpmdir ${folder}`, spec]);
  await run('createrepo_c', ['-q', folder]);
}
