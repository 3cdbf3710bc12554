import { resolve } from 'node:path';

import type { PackageKnowledge } from '#shared/contract/schemas/knowledge.ts';
import { knowledgeOf } from '#shared/s390x/knowledge.ts';
import { isFailureClass } from '#shared/triage/classes.ts';

import type { ProjectConfig } from '../project/project-schema.ts';
import type { RestrictionAnswer } from './restriction-desk.ts';

/** The absolute path of the list that portolan.yaml names, or null. */
export function restrictionsFile({ knowledge }: ProjectConfig, folder: string): string | null {
  return knowledge?.restrictions === undefined ? null : resolve(folder, knowledge.restrictions);
}

/** What is known of one package, as the contract says it; null when that is nothing. */
export function packageKnowledge(source: string, failureClass: string | null, target: ProjectConfig['target'], { restrictions, origin }: RestrictionAnswer): PackageKnowledge | null {
  const known = knowledgeOf({ source, arch: target.arch, dist: target.dist, failureClass: failureClass !== null && isFailureClass(failureClass) ? failureClass : null, restrictions });
  if (known === null) return null;
  return {
    restrictions: known.restrictions.map((each) => ({ ...each, bugs: [...each.bugs] })),
    origin: known.restrictions.length === 0 ? null : origin,
    noPort: known.noPort,
    cures: [...known.cures],
    facts: [...known.facts],
  };
}
