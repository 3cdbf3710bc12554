import type { Fault } from '../vocabulary/fault.ts';

/** What a failed build failed of. A closed list; `unknown` is an answer, and no class is invented for a log that fits none. */
export const FAILURE_CLASSES = [
  'architecture-flags',
  'assembler',
  'unsupported-architecture',
  'old-autotools',
  'relocation',
  'instruction-set',
  'byte-order',
  'char-signedness',
  'excluded',
  'dependency',
  'solver',
  'source',
  'spec',
  'configure',
  'missing-program',
  'compile-error',
  'compiler-crash',
  'link-error',
  'test-failure',
  'packaging',
  'disk-full',
  'memory',
  'timeout',
  'infrastructure',
  'unknown',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** A class in words for a person. */
export interface ClassWords {
  readonly fault: Fault;
  readonly title: string;
  readonly explanation: string;
  /** What cures it most often, the likeliest first. */
  readonly whatToTry: readonly string[];
}

export const CLASS_WORDS: Readonly<Record<FailureClass, ClassWords>> = {
  'architecture-flags': {
    fault: 'architecture',
    title: 'Compiler flags of another architecture',
    explanation: 'The build passes a flag (-msse2, -march=…) that the compiler for s390x does not have.',
    whatToTry: ['Empty the macro that holds the flag.', 'Switch off the bcond or configure option that brings it in.', 'Patch the makefile to set it on x86 only.'],
  },
  assembler: {
    fault: 'architecture',
    title: 'Assembly or intrinsics of another architecture',
    explanation: 'The source holds instructions or headers (immintrin.h, cpuid.h) that exist on another architecture only.',
    whatToTry: ['Look for an option that builds the portable C version.', 'Look upstream for an s390x version.', 'Guard the code with a patch.'],
  },
  'unsupported-architecture': {
    fault: 'architecture',
    title: 'No port to this architecture',
    explanation: 'The source itself stops with an error because it has no port to s390x.',
    whatToTry: ['Look for a port upstream or in another distribution.', 'Build what needs it without it.', 'Leave it out with a reason.'],
  },
  'old-autotools': {
    fault: 'architecture',
    title: 'config.guess or config.sub too old',
    explanation: 'The scripts that name the machine are older than this architecture.',
    whatToTry: ['Replace config.guess and config.sub by the current ones in %prep.', 'Run autoreconf -fi in %prep.'],
  },
  relocation: {
    fault: 'architecture',
    title: 'Relocation does not fit',
    explanation: 'On s390x -fpic and -fPIC differ: small position-independent code has run out of room, or was not asked for.',
    whatToTry: ['Compile with -fPIC in place of -fpic.', 'Set CFLAGS through the environment.'],
  },
  'instruction-set': {
    fault: 'architecture',
    title: 'Illegal instruction',
    explanation: "A program was built for a newer machine than the builder's, or runs into code that is not made for it.",
    whatToTry: ["Compare the builder's machine type with -march.", 'Build on a newer machine.', 'Lower the baseline in the optflags.'],
  },
  'byte-order': {
    fault: 'architecture',
    title: 'Byte order',
    explanation: 'A test sees numbers with their bytes reversed: the code expects a little-endian machine, and s390x is big-endian.',
    whatToTry: ['Look upstream for a big-endian fix.', 'Build with --nocheck to go ahead, as debt.', 'Never ship data files made by such code without a look.'],
  },
  'char-signedness': {
    fault: 'architecture',
    title: 'char is unsigned',
    explanation: 'The code takes char for signed; on s390x it is unsigned, so -1 becomes 255 and is never below 0.',
    whatToTry: ['Add -fsigned-char to CFLAGS.', 'Patch the variable to int or signed char.'],
  },
  excluded: {
    fault: 'architecture',
    title: 'Excluded from this architecture',
    explanation: 'The spec says by ExcludeArch or ExclusiveArch that the package is not for s390x.',
    whatToTry: ['Leave it as not for this architecture.', 'Read the comment beside the tag: the reason may be gone.'],
  },
  dependency: {
    fault: 'dependency',
    title: 'A requirement is missing',
    explanation: 'Something that the build needs is not in any repository that the builder sees.',
    whatToTry: ['Build what provides it first.', 'Add a foreign base that has it.', 'Switch off the bcond that needs it.'],
  },
  solver: {
    fault: 'dependency',
    title: 'Requirements contradict each other',
    explanation: 'Providers exist, but cannot be installed together: a conflict, a version, a module or an exclude is in the way.',
    whatToTry: ['Read the chain in the log.', 'Rebuild the older of the two packages.', 'Check modules, excludes and priorities of the repositories.'],
  },
  source: {
    fault: 'package',
    title: 'Source or patch does not fit',
    explanation: 'A source file is missing, or a patch does not apply to it.',
    whatToTry: ['Check that source and spec are of the same commit.', 'Rebase the patch.', 'Drop a patch that is already in the source.'],
  },
  spec: {
    fault: 'package',
    title: 'The spec cannot be read',
    explanation: 'rpm stops at a line of the spec file, often because a macro package is missing.',
    whatToTry: ['Add the *-srpm-macros package that defines the macro.', "Check the release package's macros (%rhel, %fedora)."],
  },
  configure: {
    fault: 'package',
    title: 'Configuration stopped',
    explanation: 'configure, cmake or meson looked for something and did not find what it needs.',
    whatToTry: ['Compare with the log of the reference.', 'Add the missing BuildRequires.', 'Switch the feature off.'],
  },
  'missing-program': {
    fault: 'package',
    title: 'A program is missing',
    explanation: 'The build calls a program that is not in its buildroot.',
    whatToTry: ['Add a BuildRequires on it.', 'Check that the build group is complete.'],
  },
  'compile-error': {
    fault: 'package',
    title: 'Does not compile',
    explanation: 'The compiler rejects the source.',
    whatToTry: ["Compare the compiler's version with the reference's.", 'Look upstream for a fix.'],
  },
  'compiler-crash': {
    fault: 'package',
    title: 'The compiler crashed',
    explanation: 'The compiler itself stopped with an internal error.',
    whatToTry: ['Build once more on another builder.', 'Lower the optimisation of this package.', 'Use another version of the compiler.'],
  },
  'link-error': {
    fault: 'package',
    title: 'Does not link',
    explanation: 'The linker misses a symbol or a library.',
    whatToTry: ['Check the versions of the libraries in the buildroot.', 'Add the missing library.'],
  },
  'test-failure': {
    fault: 'package',
    title: 'A test fails',
    explanation: "It builds, but its own test suite in %check doesn't pass.",
    whatToTry: ['Read the first failing test: big-endian and unsigned char are the usual suspects.', 'Build with --nocheck to go ahead, as debt.'],
  },
  packaging: {
    fault: 'package',
    title: 'The file list does not fit',
    explanation: 'What was installed and what %files lists are not the same.',
    whatToTry: ['Put the files behind a condition on the architecture.', 'Check that a feature was not silently left out.'],
  },
  'disk-full': {
    fault: 'infrastructure',
    title: 'Disk full on the builder',
    explanation: 'The builder ran out of disk space.',
    whatToTry: ['Clean old buildroots.', 'Build on a builder with more room.', 'Require more disk for this package.'],
  },
  memory: {
    fault: 'infrastructure',
    title: 'Out of memory on the builder',
    explanation: 'The builder ran out of memory, and a process was killed or could not start.',
    whatToTry: ['Lower the number of parallel jobs of this package.', 'Build on a builder with more memory.'],
  },
  timeout: {
    fault: 'infrastructure',
    title: 'Time is up',
    explanation: 'The build was ended because it took longer than it may.',
    whatToTry: ['See whether the log still moved: if not, it hangs.', 'Give the package more time.', 'Build on a faster builder.'],
  },
  infrastructure: {
    fault: 'infrastructure',
    title: 'The machinery failed',
    explanation: 'Network, repository or the building program itself failed, not the package.',
    whatToTry: ['Build once more on another builder.', 'Look at the builder in Fleet.'],
  },
  unknown: {
    fault: 'unknown',
    title: 'Unknown',
    explanation: 'No rule knows this failure. The line shown is the one that looks most like its cause.',
    whatToTry: ['Read the log around the line.', 'Give it a verdict, so that the next one is found.'],
  },
};

/** Whose fault a class is. */
export function faultOf(failureClass: FailureClass): Fault {
  return CLASS_WORDS[failureClass].fault;
}

const NAMES: ReadonlySet<string> = new Set(FAILURE_CLASSES);

/** Whether a word from outside (a stored attempt, a filter) is the name of a class. */
export function isFailureClass(word: string): word is FailureClass {
  return NAMES.has(word);
}

/** The place of a class in {@link FAILURE_CLASSES}, as columns carry it; what is no class counts as `unknown`. */
export function classIndex(word: string): number {
  return FAILURE_CLASSES.indexOf(isFailureClass(word) ? word : 'unknown');
}
