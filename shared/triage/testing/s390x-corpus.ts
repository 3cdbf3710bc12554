import { readFileSync } from 'node:fs';

import type { FailureClass } from '../classes.ts';
import type { ExitFact } from '../finding.ts';
import type { LogSection } from '../sections.ts';

/** What a build that is made to fail may have besides its spec. */
export interface CorpusNeeds {
  /** `corpus`: the small repository of {@link CORPUS_PROVIDERS}; `gone`: an address at which nobody answers. */
  readonly repository?: 'corpus' | 'gone';
  readonly timeoutSeconds?: number;
}

/** A build that fails on purpose on an s390x builder, from the spec of the same name. */
export interface CorpusCase {
  readonly name: string;
  readonly class: FailureClass;
  /** The section of the log in which it fails. */
  readonly section: LogSection;
  /** What the causal line holds, and no other line of the log before it. */
  readonly cause: string;
  /** The exit code of the rpmbuild driver; 10, “rpmbuild failed”, where it is left out. */
  readonly exit?: number;
  readonly needs?: CorpusNeeds;
  /** It is built anew whenever `triage-corpus.test.ts` is run by itself; the others only with PORTOLAN_FULL=1. */
  readonly quick?: true;
}

/** Every class at least once, and the ways in which builders say it. */
export const CORPUS: readonly CorpusCase[] = [
  { name: 'flag-sse2', class: 'architecture-flags', section: 'build', cause: "unrecognized command-line option '-msse2'", quick: true },
  { name: 'flag-sse2-other', class: 'architecture-flags', section: 'build', cause: 'unrecognized command-line option' },
  { name: 'flag-march', class: 'architecture-flags', section: 'build', cause: "unrecognized argument in option '-march=haswell'" },
  { name: 'intrinsics', class: 'assembler', section: 'build', cause: 'emmintrin.h: No such file' },
  { name: 'opcode', class: 'assembler', section: 'build', cause: "nrecognized opcode: `pause'", quick: true },
  { name: 'asm-constraint', class: 'assembler', section: 'build', cause: 'impossible constraint' },
  { name: 'assembly-file', class: 'assembler', section: 'build', cause: "nrecognized opcode: `movq'" },
  { name: 'error-directive', class: 'unsupported-architecture', section: 'build', cause: '#error "No support for this architecture', quick: true },
  { name: 'no-target', class: 'unsupported-architecture', section: 'build', cause: '#error Unsupported CPU' },
  { name: 'no-port-script', class: 'unsupported-architecture', section: 'build', cause: 'Unsupported architecture: s390x' },
  { name: 'config-guess', class: 'old-autotools', section: 'build', cause: 'cannot guess build type', quick: true },
  { name: 'config-sub', class: 'old-autotools', section: 'build', cause: 'not recognized' },
  { name: 'relocation-got', class: 'relocation', section: 'build', cause: 'relocation truncated to fit: R_390_GOT12' },
  { name: 'newer-machine', class: 'instruction-set', section: 'build', cause: 'Illegal instruction' },
  { name: 'byte-order', class: 'byte-order', section: 'check', cause: 'expected 8, got 134217728', quick: true },
  { name: 'byte-order-hex', class: 'byte-order', section: 'check', cause: 'Actual: 0x2639f4cb' },
  { name: 'byte-order-python', class: 'byte-order', section: 'check', cause: '134217728 != 8' },
  { name: 'byte-order-magic', class: 'byte-order', section: 'check', cause: 'wrong magic number' },
  { name: 'unsigned-char', class: 'char-signedness', section: 'check', cause: 'expected -1, got 255', quick: true },
  { name: 'unsigned-char-limits', class: 'char-signedness', section: 'build', cause: 'limited range of data type' },
  { name: 'unsigned-char-narrowing', class: 'char-signedness', section: 'build', cause: 'narrowing conversion' },
  { name: 'requirement-missing', class: 'dependency', section: 'setup', cause: 'luajit-devel >= 2.1 is needed by', exit: 30, quick: true },
  { name: 'requirement-older', class: 'dependency', section: 'setup', cause: 'corpus-one >= 5 is needed by', exit: 30, needs: { repository: 'corpus' } },
  { name: 'requirement-broken', class: 'dependency', section: 'setup', cause: 'nothing provides', exit: 30, needs: { repository: 'corpus' } },
  { name: 'solver-conflict', class: 'solver', section: 'setup', cause: 'conflicts with', exit: 30, needs: { repository: 'corpus' }, quick: true },
  { name: 'repository-gone', class: 'infrastructure', section: 'setup', cause: "Failed to download metadata for repo 'corpus'", exit: 31, needs: { repository: 'gone' } },
  { name: 'unpackaged', class: 'packaging', section: 'files', cause: 'Installed (but unpackaged)', quick: true },
  { name: 'file-not-found', class: 'packaging', section: 'files', cause: 'File not found' },
  { name: 'noarch-binary', class: 'packaging', section: 'files', cause: 'Arch dependent binaries in noarch package' },
  { name: 'patch-rejected', class: 'source', section: 'prep', cause: '1 out of 1 hunk FAILED', quick: true },
  { name: 'source-absent', class: 'source', section: 'prep', cause: 'absent-1.0.tar.gz' },
  { name: 'disk-full', class: 'disk-full', section: 'build', cause: 'No space left on device', exit: 32, quick: true },
  { name: 'compiler-killed', class: 'memory', section: 'build', cause: 'Killed signal terminated program cc1', quick: true },
  { name: 'compiler-crash', class: 'compiler-crash', section: 'build', cause: 'internal compiler error' },
  { name: 'timeout', class: 'timeout', section: 'build', cause: 'waiting for the other half', exit: 11, needs: { timeoutSeconds: 90 }, quick: true },
  { name: 'excluded', class: 'excluded', section: 'setup', cause: 'Architecture is not included: s390x', exit: 12 },
  { name: 'spec-garbled', class: 'spec', section: 'setup', cause: 'Unknown tag: Wrongtag', exit: 40 },
  { name: 'program-missing', class: 'missing-program', section: 'build', cause: 'cmake: ' },
  { name: 'module-missing', class: 'missing-program', section: 'build', cause: "No module named 'Cython'" },
  { name: 'configure-stopped', class: 'configure', section: 'build', cause: 'configure: error: libxml2 not found' },
  { name: 'compile-error', class: 'compile-error', section: 'build', cause: 'undeclared (first use' },
  { name: 'link-error', class: 'link-error', section: 'build', cause: 'undefined reference to' },
  { name: 'library-missing', class: 'link-error', section: 'build', cause: 'cannot find -lquadmath' },
  { name: 'test-automake', class: 'test-failure', section: 'check', cause: 'FAIL: t-two' },
  { name: 'test-python', class: 'test-failure', section: 'check', cause: 'FAIL: test_order' },
  { name: 'unknown', class: 'unknown', section: 'build', cause: 'a dialect that this generator does not speak' },
];

/** Three packages for the builds that need a repository: two that conflict, and one that cannot be installed. */
export const CORPUS_PROVIDERS = `Name: corpus
Version: 1.0
Release: 1
Summary: Packages to depend on
License: MIT
BuildArch: noarch
%description
Packages to depend on.
%package -n corpus-one
Summary: One
%description -n corpus-one
One.
%package -n corpus-two
Summary: Two
Conflicts: corpus-one
%description -n corpus-two
Two.
%package -n corpus-broken
Summary: Broken
Requires: libabsent.so.1()(64bit)
%description -n corpus-broken
Broken.
%files -n corpus-one
%files -n corpus-two
%files -n corpus-broken
`;

const folder = new URL('./s390x/', import.meta.url);

export function corpusSpec(name: string): string {
  return readFileSync(new URL(`${name}.spec`, folder), 'utf8');
}

/** What an s390x builder has said, as `record-corpus.ts` keeps it. */
export function corpusLog(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.log`, folder));
}

export function corpusExit({ exit = 10 }: CorpusCase): ExitFact {
  return { driver: 'rpmbuild', code: exit, timedOut: exit === 11 };
}
