/** What making the root of the emulated builders costs, for whoever is about to ask for it: measured on two cores of x86-64. */
export const ROOT_COST = { minutes: 7, megabytes: 620 } as const;
