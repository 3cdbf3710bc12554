/** Closes a switch over a union: the compiler refuses it while a member is left. */
export function assertNever(value: never): never {
  throw new Error(`A case was left out: ${JSON.stringify(value)}`);
}
