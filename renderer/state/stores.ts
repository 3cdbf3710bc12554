import { create } from 'zustand';

import type { FailureCluster } from '#shared/contract/schemas/failures.ts';
import type { BuilderRow, PracticeStatus } from '#shared/contract/schemas/fleet.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import type { ProjectDescription, TaskRow } from '#shared/contract/schemas/project.ts';
import type { Problem } from '#shared/vocabulary/problem.ts';

/** What the core last said of each subject; null until it has. Written by sync.ts alone. */
export const useProject = create<{ readonly project: ProjectDescription | null }>(() => ({ project: null }));
export const useFleet = create<{ readonly builders: readonly BuilderRow[] | null; readonly practice: PracticeStatus | null }>(() => ({ builders: null, practice: null }));
export const useTasks = create<{ readonly tasks: readonly TaskRow[] }>(() => ({ tasks: [] }));
export const useFailures = create<{ readonly clusters: readonly FailureCluster[] | null }>(() => ({ clusters: null }));

/** The selected package in full. `detail` may still be the one before while the next is on its way: compare `source`. */
export const useDetail = create<{ readonly source: string | null; readonly detail: PackageDetail | null; readonly problem: Problem | null }>(() => ({
  source: null,
  detail: null,
  problem: null,
}));
