import { BUILD, COMPILING, FIELD, TIER, type Rule } from './rule.ts';
import type { LogSection } from './sections.ts';

const BEFORE_TESTS: readonly LogSection[] = ['prep', 'generate_buildrequires', 'conf', 'build', 'install', 'other'];
const TESTS: readonly LogSection[] = ['check'];
const FILES: readonly LogSection[] = ['files', 'errors', 'setup'];
/** `file:line:` or `file:line:column:` as compilers write it. */
const COMPILER_ERROR = /^[^\s:][^:]{0,400}:\d{1,9}:(?:\d{1,9}:)? (?:fatal )?error: |^error\[E\d{4}\]: |^[^\s:]{1,400}\.go:\d{1,9}:\d{1,9}: |^(?:g?cc|g\+\+|c\+\+|clang(?:\+\+)?|cc1(?:plus)?|[\w-]{1,60}-g(?:cc|\+\+)): (?:fatal )?error: /;

/** Causes inside the package. */
export const PACKAGE_RULES: readonly Rule[] = [
  {
    id: 'spec-line', class: 'spec', tier: TIER.spec, logs: BUILD, sections: ['setup', 'errors'],
    pattern: /^error: (?:line \d{1,9}: |.{1,300}: line \d{1,9}: |Package already exists: |Unknown tag|(?:Unclosed|Unterminated|Unmatched) |parse error|Recursion depth)/i, near: ['error: '],
    source: 'rpm, build/parseSpec.c', example: 'error: line 12: Unknown tag: %foo_enable',
  },
  {
    id: 'patch-hunk', class: 'source', tier: TIER.source, logs: BUILD, sections: ['prep', 'build', 'other'],
    pattern: /\d{1,9} out of \d{1,9} hunks? (?:FAILED|ignored)|Reversed \(or previously applied\)|^error: patch failed: |can't find file to patch at input line/, near: ['hunk', 'previously applied', 'patch failed', 'to patch'],
    source: FIELD, example: '1 out of 2 hunks FAILED -- saving rejects to file a.c.rej',
  },
  {
    id: 'source-missing', class: 'source', tier: TIER.source, logs: BUILD, sections: ['setup', 'prep', 'errors'],
    pattern: /^\s*(?:error: )?(?:File|Bad (?:file|source)):? .{1,400}: No such file or directory/, near: ['no such file'],
    source: `${FIELD}; rpm, build/parsePrep.c`, example: 'error: File /builddir/build/SOURCES/a.tar.gz: No such file or directory',
  },
  {
    id: 'patch-absent', class: 'source', tier: TIER.source, logs: BUILD, sections: ['setup', 'prep'],
    pattern: /^(?:tar|unzip|gzip|xz|bzip2): .{0,300}(?:Cannot open|not in (?:gzip|xz) format|unexpected end of (?:file|input)|Unexpected EOF)/i, near: ['tar:', 'unzip:', 'gzip:', 'xz:', 'bzip2:'],
    source: 'messages of tar, gzip and xz', example: 'tar: a.tar.gz: Cannot open: No such file or directory',
  },
  {
    id: 'compiler-crash', class: 'compiler-crash', tier: TIER.general, logs: BUILD, sections: COMPILING,
    pattern: /internal compiler error: |PLEASE submit a bug report to .{0,40}llvm|^(?:LLVM ERROR|fatal error: error in backend): /i, near: ['internal compiler error', 'bug report', 'llvm error', 'in backend'],
    source: 'messages of gcc and LLVM', example: 'a.c:9:1: internal compiler error: Segmentation fault',
  },
  {
    id: 'configure', class: 'configure', tier: TIER.general, logs: BUILD, sections: BEFORE_TESTS,
    pattern: /^\s*configure: error: |^CMake Error\b|meson\.build:\d{1,9}:\d{1,9}: ERROR: |^configure\.(?:ac|in):\d{1,9}: error: |^autoreconf: error: /, near: ['configure: error', 'cmake error', 'meson.build', 'configure.', 'autoreconf'],
    source: 'messages of autoconf, CMake and meson', example: 'configure: error: libfoo not found',
  },
  {
    id: 'command-not-found', class: 'missing-program', tier: TIER.general, logs: BUILD, sections: COMPILING,
    pattern: /^(?:\/\S{1,200}|sh|bash|env|make(?:\[\d{1,4}\])?|(?:\S{1,200}\/)?rpm-tmp\.\w{1,20}): (?:line )?(?:\d{1,9}: )?(?<key>\S{1,200}): (?:command )?not found\s*$|^make(?:\[\d{1,4}\])?: (?<program>[\w./+-]{1,100}): (?:No such file or directory|Command not found)\s*$|bad interpreter: No such file/,
    near: ['not found', 'no such file'], source: 'messages of POSIX shells and GNU make', example: '/var/tmp/rpm-tmp.aB3dE5: line 32: cmake: command not found',
  },
  {
    id: 'module-not-found', class: 'missing-program', tier: TIER.general, logs: BUILD, sections: COMPILING,
    pattern: /^(?:E\s{1,8})?(?:ModuleNotFoundError: |ImportError: )No module named (?<key>\S{1,200})|^Can't locate (?<pm>\S{1,200}) in @INC|cannot load such file -- (?<rb>\S{1,200})/,
    near: ['no module named', "can't locate", 'cannot load such file'], source: 'messages of Python, Perl and Ruby', example: "ModuleNotFoundError: No module named 'setuptools'",
  },
  {
    id: 'compiler', class: 'compile-error', tier: TIER.general, logs: BUILD, sections: BEFORE_TESTS,
    pattern: COMPILER_ERROR, near: ['error: ', 'error[', '.go:'], source: 'messages of gcc, clang, rustc and go', example: "src/a.c:12:3: error: 'x' undeclared (first use in this function)",
  },
  {
    id: 'linker', class: 'link-error', tier: TIER.general, logs: BUILD, sections: BEFORE_TESTS,
    pattern: /undefined reference to .(?<key>[^'`’\s]{1,200})|\bcannot find (?<lib>-l[\w.+-]{1,100})|\bld(?:\.\w{1,10})?: (?:error: )?undefined symbol: (?<symbol>\S{1,200})|multiple definition of /,
    near: ['undefined reference', 'cannot find -l', 'undefined symbol', 'multiple definition'], source: 'messages of GNU ld and lld', example: "a.c:(.text+0x5): undefined reference to `foo'",
  },
  {
    id: 'test', class: 'test-failure', tier: TIER.general, logs: BUILD, sections: TESTS,
    pattern: /^\s{0,8}(?:FAIL(?:ED)?|ERROR): \S|^not ok\b(?!.*# (?:TODO|SKIP))|\*\*\*(?:Failed|Exception|Timeout|Not Run)|^\[ {1,4}FAILED {1,4}\]|^\s{0,8}--- FAIL: |^test .{1,300} \.\.\. FAILED|^(?:FAILED|ERROR) \S{1,300}::|^# {1,4}Failed test|\.{3,}.{0,10}\bFAILED?\b|^\s*\d{1,6}: .{1,200} FAILED \(|Assertion .{1,300} failed|^AssertionError\b|^\s*\d{1,6}\/\d{1,6} .{1,200} (?:FAIL|TIMEOUT|ERROR)\b/,
    near: ['fail', 'not ok', '***', 'error: ', 'error ', ' error', 'assertionerror', 'timeout'], source: 'reports of automake, TAP, ctest, gtest, go, cargo, pytest, lit, autotest and meson', example: 'FAIL: test-crc',
  },
  {
    id: 'compiler-in-tests', class: 'compile-error', tier: TIER.inTests, logs: BUILD, sections: TESTS,
    pattern: COMPILER_ERROR, near: ['error: ', 'error[', '.go:'], source: 'messages of gcc, clang, rustc and go', example: 'tests/a.c:12:3: error: expected expression',
  },
  {
    id: 'linker-in-tests', class: 'link-error', tier: TIER.inTests, logs: BUILD, sections: TESTS,
    pattern: /undefined reference to .(?<key>[^'`’\s]{1,200})|\bcannot find (?<lib>-l[\w.+-]{1,100})/, near: ['undefined reference', 'cannot find -l'],
    source: 'messages of GNU ld', example: '/usr/bin/ld: cannot find -lfoo: No such file or directory',
  },
  {
    id: 'unpackaged', class: 'packaging', cluster: 'installed but in no file list', tier: TIER.packaging, logs: BUILD, sections: FILES,
    pattern: /Installed \(but unpackaged\)/, near: ['but unpackaged'], source: `${FIELD}; rpm, build/files.c`, example: 'error: Installed (but unpackaged) file(s) found:',
  },
  {
    id: 'file-not-found', class: 'packaging', tier: TIER.packaging, logs: BUILD, sections: FILES,
    pattern: /(?:File|Directory) not found(?: by glob)?: /, near: ['not found'], source: `${FIELD}; rpm, build/files.c`, example: 'error: File not found: /builddir/BUILDROOT/usr/bin/a',
  },
  {
    id: 'files-rejected', class: 'packaging', tier: TIER.packaging, logs: BUILD, sections: [...FILES, 'install'],
    pattern: /Arch dependent binaries in noarch package|Empty %files file |File must begin with "\/"|Could not open %files file|ERROR\s{1,4}\d{4}: file .{1,300} contains (?:a|an) .{1,40} (?:rpath|runpath)|\*\*\* ERROR: (?:ambiguous python shebang|No build ID note)/,
    near: ['noarch package', '%files', 'must begin', ' contains a', 'error: ambiguous', 'build id'], source: 'rpm, build/files.c and its brp scripts', example: 'error: Arch dependent binaries in noarch package',
  },
];
