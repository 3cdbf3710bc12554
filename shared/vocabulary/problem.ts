/** The closed list of what can go wrong, by what the person can do about it. */
export const PROBLEM_CODES = [
  'bad-input',
  'not-found',
  'not-allowed',
  'conflict',
  'unreachable',
  'refused',
  'unsupported',
  'cancelled',
  'limit',
  'internal',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** An error for a person: `message` says what happened, to what, and what can be done; `detail` keeps the machine's words. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly detail?: string | undefined;
}

export function problem(code: ProblemCode, message: string, detail?: string): Problem {
  return detail === undefined ? { code, message } : { code, message, detail };
}

/** A {@link Problem} on its way up through code that throws. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, message: string, detail?: string) {
    super(message);
    this.name = 'ProblemError';
    this.problem = problem(code, message, detail);
  }
}

/** The problem inside anything that was thrown; what nobody foresaw is `internal`, with its own words as the detail. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  if (thrown instanceof Error && thrown.name === 'AbortError') return problem('cancelled', 'Cancelled.');
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return problem('internal', 'Something went wrong inside Portolan.', words);
}
