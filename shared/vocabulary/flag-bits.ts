/** What stands beside a package's state, as bits of one number (`flags` of the contract's snapshot). */
export const FLAG_BITS = { provisional: 1, stale: 2, noarch: 4, fixed: 8, cycle: 16, imported: 32, viaBase: 64, triaged: 128, pristine: 256, inherited: 512, undecided: 1024 } as const;
