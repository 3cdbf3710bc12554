import { createHash } from 'node:crypto';
import { BUILDROOT } from './buildroot.ts';
import { COMMON } from './common.ts';
import { JOBS } from './jobs.ts';
import { MAIN } from './main.ts';
import { PROBE } from './probe.ts';
import { REPOSITORY } from './repository.ts';
import { ROOT_PROVIDES } from './root-provides.ts';
import { RPMBUILD } from './rpmbuild.ts';
import { SPECS } from './specs.ts';
import { SUPERVISOR } from './supervisor.ts';

/** The whole script `portolan-job`, for any POSIX sh with coreutils and util-linux. */
export const PORTOLAN_JOB: string = [COMMON, PROBE, JOBS, SUPERVISOR, ROOT_PROVIDES, BUILDROOT, RPMBUILD, SPECS, REPOSITORY, MAIN].join('');

/** Twelve hex digits that change with every change of the script; part of its name on the builder. */
export const PORTOLAN_JOB_VERSION: string = createHash('sha256').update(PORTOLAN_JOB).digest('hex').slice(0, 12);
