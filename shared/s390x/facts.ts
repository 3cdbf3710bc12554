import type { FailureClass } from '../triage/classes.ts';

/** How s390x differs from where the sources come from. */
export interface ArchitectureFact {
  readonly id: string;
  readonly text: string;
  /** The classes of failure that it explains. */
  readonly classes: readonly FailureClass[];
  readonly source: string;
}

const ABI = 'z/Architecture ELF application binary interface supplement';
const GCC = 'GCC manual, “S/390 and zSeries Options”';

export const FACTS: readonly ArchitectureFact[] = [
  {
    id: 'byte-order', classes: ['byte-order', 'test-failure'], source: ABI,
    text: 'Big-endian: the first byte of a number is its highest. Code that copies bytes of a file into an integer reads 134217728 for 8; expected results of tests are often those of a little-endian machine.',
  },
  {
    id: 'bit-fields', classes: ['byte-order'], source: ABI,
    text: 'Bit-fields begin at the highest bit of their storage unit, so a structure laid over a register or a packet has its fields the other way round.',
  },
  {
    id: 'narrow-arguments', classes: ['byte-order', 'test-failure'], source: ABI,
    text: 'A wide integer that is read through a pointer to a narrower one gives its high part, which is 0 for small numbers. On a little-endian machine the same mistake gives the right value.',
  },
  {
    id: 'char', classes: ['char-signedness', 'test-failure', 'timeout'], source: ABI,
    text: 'Plain char is unsigned, as on ARM and Power. A loop that waits for getopt or fgetc to give -1 in a char never ends.',
  },
  {
    id: 'pic', classes: ['relocation'], source: GCC,
    text: '-fpic and -fPIC differ: the small form reaches a global offset table of 4 KiB only, and a larger program has to be compiled with -fPIC.',
  },
  {
    id: 'long-double', classes: ['test-failure', 'link-error', 'compile-error'], source: ABI,
    text: 'long double has 128 bits in IEEE form, done in software: results, sizes and symbols differ from the 80 bits of x86.',
  },
  {
    id: 'march', classes: ['architecture-flags', 'instruction-set'], source: GCC,
    text: 'Machines are chosen with -march=z13, z14, z15, z16 (or arch11 to arch14); what is built for one runs on that machine and on later ones. -msse2, -mavx2 and -mfpu do not exist here, and -march=native is the builder’s machine, not the target’s.',
  },
  {
    id: 'vector', classes: ['assembler'], source: 'GCC manual, “Vector built-in functions for S/390”',
    text: 'Vectors come with z13: vecintrin.h with -mzvector. Neither immintrin.h nor arm_neon.h exists; most sources have a portable path in C.',
  },
  {
    id: 'multilib', classes: ['dependency'], source: 'notes of s390x porters',
    text: 'Enterprise Linux 8 and later have no 31-bit multilib on s390x: a requirement on (s390-32) or on a .s390 package cannot be met.',
  },
  {
    id: 'arch-macros', classes: ['excluded'], source: 'notes of s390x porters',
    text: 'Lists such as %{java_arches} or %{valgrind_arches} come from macro packages of the target; what they say on another distribution counts for nothing here.',
  },
];

/** What explains failures of a class. */
export function factsOf(failureClass: FailureClass): readonly ArchitectureFact[] {
  return FACTS.filter(({ classes }) => classes.includes(failureClass));
}
