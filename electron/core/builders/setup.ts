import { shell, type ShellCommand } from '#shared/vocabulary/shell.ts';
import { raw } from '#shared/vocabulary/shell.ts';
import { PORTOLAN_JOB_VERSION } from '../jobs/script/portolan-job.ts';
import type { BuilderFacts } from './types.ts';

/**
 * Installs the job script from standard input and runs its `probe`: one round trip on a builder that may be bare. The
 * file is checked against its version before it counts, so a line that is cut leaves nothing half.
 */
export function setupCommand(base: string | undefined): ShellCommand {
  const label = base === undefined ? shell`: portolan-job setup ${PORTOLAN_JOB_VERSION}` : shell`: portolan-job setup ${PORTOLAN_JOB_VERSION} ${base}`;
  return shell`${raw(label)}
v=${PORTOLAN_JOB_VERSION} b=${base ?? ''} s= p=none
if [ "$(id -u)" = 0 ]; then p=root; elif sudo -n true 2>/dev/null; then p=sudo; s='sudo -n'; fi
if [ -z "$b" ]; then if [ $p = none ]; then b=$HOME/.portolan; else b=/var/lib/portolan; fi; fi
f=$b/bin/portolan-job-$v
$s mkdir -p "$b/bin" && $s tee "$f.$$" >/dev/null || { echo "$b cannot be written." >&2; exit 73; }
if [ "$($s sha256sum "$f.$$" | cut -c1-12)" != $v ]; then $s rm -f "$f.$$"; echo 'The job script did not arrive whole.' >&2; exit 65; fi
$s chmod 755 "$f.$$" && $s mv -f "$f.$$" "$f" && exec $s "$f" probe $p`;
}

/** The command line of a verb on a builder that was set up. */
export function jobCommand(facts: Pick<BuilderFacts, 'base' | 'privilege'>, verb: string, args: readonly (string | number)[] = []): ShellCommand {
  const script = `${facts.base}/bin/portolan-job-${PORTOLAN_JOB_VERSION}`;
  const words = [...(facts.privilege === 'sudo' ? ['sudo', '-n'] : []), script, verb, ...args.map(String)];
  return shell`${words}`;
}
