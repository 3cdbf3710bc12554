import { resolve } from 'node:path';

import type { PackageKnowledge } from '#shared/contract/schemas/knowledge.ts';
import { knowledgeOf } from '#shared/s390x/knowledge.ts';
import { isFailureClass } from '#shared/triage/classes.ts';

import type { BuilderLink } from '../builders/builder-link.ts';
import type { ProjectConfig } from '../project/project-schema.ts';
import type { RestrictionAnswer } from './restriction-desk.ts';

/** The absolute path of the list that portolan.yaml names, or null. */
export function restrictionsFile({ knowledge }: ProjectConfig, folder: string): string | null {
  return knowledge?.restrictions === undefined ? null : resolve(folder, knowledge.restrictions);
}

/** What a builder has said of its machine, where it has answered. */
export function machineOf(link: Pick<BuilderLink, 'status'> | undefined): string | null {
  return link?.status.kind === 'ready' ? link.status.facts.machine : null;
}

/** What a package has failed of and still stands by, and what its builder said of its machine: `8561 z/VM 7.3.0`. */
export interface StandingFailure {
  readonly failureClass: string | null;
  readonly machine: string | null;
}

/** What is known of one package, as the contract says it; null when that is nothing. */
export function packageKnowledge(source: string, { failureClass, machine }: StandingFailure, target: ProjectConfig['target'], { restrictions, origin }: RestrictionAnswer): PackageKnowledge | null {
  const machineType = machine === null ? null : (/^\d{4}\b/.exec(machine)?.[0] ?? null);
  const known = knowledgeOf({ source, arch: target.arch, dist: target.dist, failureClass: failureClass !== null && isFailureClass(failureClass) ? failureClass : null, machineType, restrictions });
  if (known === null) return null;
  return {
    restrictions: known.restrictions.map((each) => ({ ...each, bugs: [...each.bugs] })),
    origin: known.restrictions.length === 0 ? null : origin,
    noPort: known.noPort,
    cures: [...known.cures],
    facts: [...known.facts],
  };
}
