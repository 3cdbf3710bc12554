import { describe, expect, it } from 'vitest';

import type { FailureClass } from './classes.ts';
import type { LogSection } from './sections.ts';
import { sampleLog } from './testing/sample-log.ts';
import { triageLog } from './triage.ts';

/** The ways in which one rule's pattern may be met: each is read as the whole cause of a log, quick look included. */
const SAID: readonly (readonly [FailureClass, LogSection, readonly string[]])[] = [
  ['architecture-flags', 'build', [
    "cc1: error: unrecognized command line option '-mavx2'",
    "clang: error: unsupported option '-mfpu=neon' for target 's390x-linux-gnu'",
    "clang: error: unknown argument: '-msse4.2'",
    "a.c:1:0: error: bad value (armv8-a) for -march= switch",
    "gcc: error: unrecognized argument in option '-mtune=haswell'",
    "error: unknown target CPU 'haswell'",
  ]],
  ['assembler', 'build', [
    "/tmp/cc1.s:9: Error: no such instruction: `lfence'",
    "<inline asm>:1:2: error: invalid instruction mnemonic 'rdtsc'",
    "a.s:3: Error: unknown mnemonic `dmb' -- `dmb ish'",
    "a.c:3:3: error: 'asm' operand has impossible constraints",
    "a.c:3:3: error: inconsistent operand constraints in an 'asm'",
    "a.c:3:3: error: unknown register name 'rax' in 'asm'",
    "a.c:3:3: error: invalid 'asm': operand number missing",
    "a.c:1:10: fatal error: x86intrin.h: No such file or directory",
    "a.c:1:10: fatal error: cpuid.h: No such file or directory",
    "a.c:1:10: fatal error: 'asm/hwcap.h' file not found",
    "a.c:7:3: error: unknown type name '__m128i'",
    "a.c:7:3: error: implicit declaration of function '__builtin_ia32_pause'",
    "src/x.S:4: Error: unknown pseudo-op: `.intel_syntax'",
    "src/x.S:4: Error: bad expression",
  ]],
  ['unsupported-architecture', 'build', [
    'a.h:3:2: error: #error "Unknown CPU architecture"',
    'a.h:3:2: error: #error Platform not supported',
    'a.h:3:2: error: #error please define the byte order of this machine',
    'No target architecture defined',
    "CMake: Unsupported architecture: s390x",
    's390x is not supported by this build',
    'This processor s390x is not yet supported',
  ]],
  ['old-autotools', 'build', [
    "Invalid configuration `s390x-redhat-linux-gnu': machine `s390x-redhat' not recognized",
    './config.guess: unable to guess system type',
  ]],
  ['relocation', 'build', ['ld: a.o: relocation R_390_PC32DBL against symbol `f@@V1\' can not be used when making a shared object', 'ld: a.o: recompile with -fPIC', 'ld: a.o: relocation R_390_32 against `x\' can\'t be used']],
  ['instruction-set', 'check', ['./t: line 4: 77 Illegal instruction', 'test killed by SIGILL']],
  ['byte-order', 'check', ['reader: error: unexpected byte order mark', 'big-endian file: test failed', 'load: wrong magic']],
  ['disk-full', 'build', ['ld: final link failed: No space left on device', 'error: installing package a needs 12MB more space on the / filesystem', 'Error: Insufficient space in download directory /var/cache']],
  ['memory', 'build', ['g++: fatal error: Killed signal terminated program cc1plus', 'cc1: out of memory allocating 65536 bytes after a total of 1 bytes', 'make: fork: Cannot allocate memory', 'c++: fatal error: Killed (program cc1plus)']],
  ['dependency', 'setup', ["No matching package to install: 'a-devel'", 'Error: Unable to find a match: No match for argument: b-devel', 'No Package found for c-devel', 'Error: Not all dependencies satisfied', 'error: Failed build dependencies:', '  nothing provides libx.so.1 needed by y-1-1.s390x']],
  ['solver', 'setup', [
    'package a-1-1.noarch obsoletes b < 2 provided by b-1-1.noarch',
    'package a-1-1.s390x requires b, but none of the providers can be installed',
    '  - cannot install both a-1-1.s390x and a-2-1.s390x',
    '  - cannot install the best candidate for the job',
    '  - package a-1-1 is filtered out by modular filtering',
    'file /usr/bin/x conflicts between attempted installs of a-1-1 and b-1-1',
    'Error: GPG check FAILED',
  ]],
  ['infrastructure', 'setup', ['Curl error (28): Timeout was reached', 'Error: Failed to download metadata for repo x', '[Errno 256] No more mirrors to try.', 'read: Connection reset by peer']],
  ['source', 'prep', [
    'Hunk #1 ignored, 1 out of 1 hunk ignored -- saving rejects to file a.rej',
    'Reversed (or previously applied) patch detected!  Assume -R? [n]',
    'error: patch failed: a.c:12',
    "can't find file to patch at input line 4",
    'gzip: stdin: not in gzip format',
    'xz: (stdin): Unexpected end of input',
    'error: Bad file: /builddir/SOURCES/b.patch: No such file or directory',
  ]],
  ['spec', 'setup', ['error: line 3: Unknown tag: Foo: bar', 'error: Unclosed %if', 'error: /builddir/SPECS/a.spec: line 9: bad %if condition', 'error: Package already exists: %package devel']],
  ['configure', 'build', ['CMake Error at CMakeLists.txt:3 (find_package):', 'meson.build:4:0: ERROR: Dependency "x" not found', 'configure.ac:7: error: possibly undefined macro: AC_X', 'autoreconf: error: aclocal failed with exit status: 1']],
  ['missing-program', 'build', ['make: cmake: No such file or directory', 'sh: 1: bison: not found', 'env: python: command not found', '/bin/sh: ./x: /usr/bin/perl5: bad interpreter: No such file or directory', "Can't locate Foo/Bar.pm in @INC (you may need to install it)", "x.rb:1:in `require': cannot load such file -- rake (LoadError)", "ImportError: No module named setuptools"]],
  ['compile-error', 'build', ['error[E0308]: mismatched types', 'cmd/x.go:12:3: undefined: syscall.Foo', "s390x-redhat-linux-gcc: error: x.c: No such file or directory", 'a.c:3: error: expected expression']],
  ['compiler-crash', 'build', ['LLVM ERROR: Cannot select: t1', 'fatal error: error in backend: no', 'PLEASE submit a bug report to https://github.com/llvm/llvm-project/issues/']],
  ['link-error', 'build', ['ld.lld: error: undefined symbol: foo', 'ld: cannot find -lm17n: No such file or directory', "b.o:(.data+0x0): multiple definition of `x'; a.o:(.data+0x0): first defined here"]],
  ['test-failure', 'check', [
    'ERROR: test-two', 'not ok 3 - third', ' 3/10 Test #3: third ...***Failed  0.1 sec', '[  FAILED  ] Suite.test (0 ms)', '    --- FAIL: TestX (0.00s)', 'test a::b ... FAILED',
    'FAILED tests/test_a.py::test_b - assert 1 == 2', '#   Failed test at t/a.t line 4.', '12: cast ...... FAILED (a.at:3)', 't: a.c:3: main: Assertion `x == y\' failed.', 'AssertionError', ' 3/9 suite / third  FAIL  0.02s', ' 4/9 fourth TIMEOUT',
  ]],
  ['packaging', 'files', ['error: Directory not found: /builddir/BUILDROOT/usr/lib/x', 'error: File not found by glob: /builddir/BUILDROOT/usr/lib/*.so', 'error: Empty %files file /builddir/BUILD/x/debugfiles.list', 'error: Could not open %files file /builddir/BUILD/x/a.lang: No such file or directory', "ERROR   0002: file '/usr/bin/x' contains an invalid runpath '/usr/local/lib' in [/usr/local/lib]", '*** ERROR: ambiguous python shebang in /usr/bin/x: #!/usr/bin/python']],
];

describe('each way of saying it', () => {
  it.each(SAID.flatMap(([failureClass, section, lines]) => lines.map((line) => [failureClass, line, section] as const)))('is %s: %s', (failureClass, line, section) => {
    const triage = triageLog(sampleLog(section, ['+ something', line, 'something more']), { logKind: 'build' });
    expect({ class: triage.class, line: triage.causal?.text }).toEqual({ class: failureClass, line });
  });
});
