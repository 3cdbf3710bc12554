import { run } from './run.ts';

/** `apt-get indextargets` prints one line for each package index, in this format. */
const FORMAT = '$(ORIGIN)|$(COMPONENT)|$(RELEASE)|$(REPO_URI)';
const SUITE_AND_SUFFIX = /^([a-z]+)(|-updates|-security)$/;
/** What of this machine's apt configuration decides whether an archive can be reached. */
const REACHABILITY = /^Acquire::https?::[^ "]*(?:Proxy|CaInfo|CAInfo|Verify-Peer)[^ "]* "[^"]*";$/;

/**
 * Lines for a sources.list that name this machine's own Debian mirrors, for another suite and architecture. Where the machine has none
 * (Ubuntu), the list is empty, and mmdebstrap takes its own default.
 */
export function debianSources(indexTargets: string, suite: string, keyring: string): readonly string[] {
  const lines = indexTargets.split('\n').flatMap((line) => {
    const [origin, component, release, uri] = line.trim().split('|');
    const suffix = SUITE_AND_SUFFIX.exec(release ?? '')?.[2];
    if (origin !== 'Debian' || component !== 'main' || suffix === undefined || uri === undefined || !/^[a-z][a-z0-9+.-]*:\S+$/.test(uri) || uri.startsWith('cdrom:')) return [];
    return [`deb [signed-by=${keyring}] ${uri} ${suite}${suffix} main`];
  });
  const unique = [...new Set(lines)];
  return unique.some((line) => line.includes(` ${suite} `)) ? unique : [];
}

/** The lines of `apt-config dump` that a root made on this machine needs while it is made: proxies and certificates. */
export function reachabilityOptions(aptConfig: string): readonly string[] {
  return aptConfig.split('\n').filter((line) => REACHABILITY.test(line));
}

/** Both, as this machine has them now; a machine without apt has neither. */
export async function machineApt(suite: string, keyring: string, signal?: AbortSignal): Promise<{ readonly sources: readonly string[]; readonly options: readonly string[] }> {
  const [targets, config] = await Promise.all([
    run('apt-get', ['indextargets', '--format', FORMAT, 'Identifier: Packages'], { signal }).catch(() => ''),
    run('apt-config', ['dump'], { signal }).catch(() => ''),
  ]);
  return { sources: debianSources(targets, suite, keyring), options: reachabilityOptions(config) };
}
