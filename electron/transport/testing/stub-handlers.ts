import { contract, type ProcedureName } from '#shared/contract/contract.ts';
import type { Handlers } from '#shared/contract/host.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** All procedure names of the contract, with their types. */
export const PROCEDURE_NAMES = Object.keys(contract) as readonly ProcedureName[];

/** Handlers for the whole contract: those given, and for the rest one that reports its name to `called` and refuses. */
export function stubHandlers(given: Partial<Handlers>, called: (name: ProcedureName) => void = () => undefined): Handlers {
  const refusing = Object.fromEntries(
    PROCEDURE_NAMES.map((name) => [
      name,
      () => {
        called(name);
        throw new ProblemError('unsupported', `No handler for ${name} in this test.`);
      },
    ]),
  );
  return { ...(refusing as unknown as Handlers), ...given };
}
