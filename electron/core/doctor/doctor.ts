import { thisMachine, type Machine } from './machine.ts';
import { mendOf, type Purpose, type Requirement } from './requirement.ts';
import { REQUIREMENTS } from './requirements.ts';

/** What the doctor found about one requirement. */
export interface Finding {
  readonly id: string;
  readonly what: string;
  readonly why: string;
  readonly neededFor: readonly Purpose[];
  /** Null: the machine has it. `message` is a sentence, `mend` the command that mends it. */
  readonly problem: { readonly message: string; readonly mend: string } | null;
}

export interface DoctorOptions {
  readonly machine?: Machine | undefined;
  readonly requirements?: readonly Requirement[] | undefined;
  /** Look only at what this purpose needs. */
  readonly purpose?: Purpose | undefined;
}

/** Looks at the machine, changing nothing; findings in the order of the requirements. Takes a tenth of a second. */
export async function runDoctor({ machine, requirements = REQUIREMENTS, purpose }: DoctorOptions = {}): Promise<readonly Finding[]> {
  const patient = machine ?? (await thisMachine());
  const wanted = requirements.filter(({ neededFor }) => purpose === undefined || neededFor.includes(purpose));
  return Promise.all(wanted.map((requirement) => examine(requirement, patient)));
}

/** What is missing on this machine for emulated s390x builders; empty when they can be started. */
export async function canEmulate(machine?: Machine): Promise<readonly Finding[]> {
  const findings = await runDoctor({ machine, purpose: 'practice-fleet' });
  return findings.filter(({ problem }) => problem !== null);
}

async function examine(requirement: Requirement, machine: Machine): Promise<Finding> {
  const { id, what, why, neededFor } = requirement;
  const message = await requirement.check(machine);
  return { id, what, why, neededFor, problem: message === null ? null : { message, mend: mendOf(requirement, machine) } };
}
