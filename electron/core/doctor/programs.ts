import type { Requirement } from './requirement.ts';

/** A requirement that is met when each of its programs can be found. */
export function programs({ programs: names, ...requirement }: Omit<Requirement, 'check'> & { readonly programs: readonly string[] }): Requirement {
  return {
    ...requirement,
    check: async (machine) => {
      const found = await Promise.all(names.map((name) => machine.has(name)));
      const missing = names.filter((_, index) => found[index] !== true);
      return missing.length === 0 ? null : `${missing.join(' and ')} cannot be found.`;
    },
  };
}
