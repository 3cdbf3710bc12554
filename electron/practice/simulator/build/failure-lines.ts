import type { BuildPhase } from '#shared/vocabulary/attempt-state.ts';
import type { FailureCause } from './outcomes.ts';

/** What a log says where its build fails. */
export interface FailureLines {
  /** Where it stops: before rpmbuild, in one of its scriptlets, or where rpm gathers the files. */
  readonly where: 'requires' | BuildPhase | 'files';
  readonly lines: readonly string[];
}

/** The words of gcc, make, configure, ld, rpm and dnf for a cause, in a source called `name`; `colours` as gcc has them on a terminal. */
export function failureLines(cause: FailureCause, name: string, file: string, colours: boolean): FailureLines {
  const { word } = cause;
  switch (cause.failure) {
    case 'architecture-flags': {
      const flag = word ?? '-msse2';
      return { where: 'build', lines: [`gcc -O2 -g -march=z13 -mtune=z14 ${flag} -c ${file}.c -o ${file}.o`, `gcc: error: unrecognized command-line option '${flag}'`, ...madeBy(`${file}.o`)] };
    }
    case 'assembler': {
      const header = word ?? 'emmintrin.h';
      return {
        where: 'build',
        lines: [`${bold(`${file}.c:31:10: `, colours)}${red('fatal error: ', colours)}${header}: No such file or directory`, `   31 | #include <${header}>`, '      |          ^~~~~~~~~~~~~', 'compilation terminated.', ...madeBy(`${file}.o`)],
      };
    }
    case 'unsupported-architecture':
      return {
        where: 'build',
        lines: ['In file included from lj_obj.h:12,', `                 from ${file}.c:7:`, `lj_arch.h:75:2: error: #error "${word ?? 'No support for this architecture (yet)'}"`, '   75 | #error "No support for this architecture (yet)"', '      |  ^~~~~', ...madeBy(`${file}.o`)],
      };
    case 'old-autotools':
      return {
        where: 'build',
        lines: ['checking build system type... ./config.guess: unable to guess system type', 'configure: error: cannot guess build type; you must specify one'],
      };
    case 'relocation':
      return {
        where: 'build',
        lines: [
          `gcc -shared -o lib${name}.so ${file}.o`,
          `/usr/bin/ld: ${file}.o: in function \`${name.replaceAll(/\W/g, '_')}_open':`,
          `${file}.c:118:(.text+0x2a): relocation truncated to fit: ${word ?? 'R_390_GOT12'} against symbol \`${name.replaceAll(/\W/g, '_')}_table'`,
          'collect2: error: ld returned 1 exit status',
          ...madeBy(`lib${name}.so`),
        ],
      };
    case 'byte-order':
      return { where: 'check', lines: testsFailed(`FAIL: ${word ?? 'read32'}: expected 8, got 134217728`, name) };
    case 'char-signedness':
      return { where: 'check', lines: testsFailed(`FAIL: ${word ?? 'parse-escape'}: expected -1, got 255`, name) };
    case 'test-failure':
      return { where: 'check', lines: testsFailed(`FAIL: ${word ?? 'test-roundtrip'}`, name) };
    case 'compile-error': {
      const called = word ?? 'cache_open';
      return {
        where: 'build',
        lines: [`${file}.c: In function 'load_all':`, `${bold(`${file}.c:214:12: `, colours)}${red('error: ', colours)}too few arguments to function '${called}'`, `  214 |   cache = ${called}(path);`, '      |           ^~~~~~~~~~', ...madeBy(`${file}.o`)],
      };
    }
    case 'configure': {
      const wanted = word ?? 'libseccomp >= 2.1.0';
      return {
        where: 'build',
        lines: [`checking for ${wanted}... no`, `configure: error: Package requirements (${wanted}) were not met:`, '', `No package '${wanted.split(' ')[0] ?? wanted}' found`],
      };
    }
    case 'packaging':
      return { where: 'files', lines: ['error: Installed (but unpackaged) file(s) found:', `   ${word ?? `/usr/lib64/${name}/plugin-portable.so`}`] };
    case 'dependency':
      return { where: 'requires', lines: ['Error: ', ' Problem: conflicting requests', `  - nothing provides ${word ?? 'libfoo.so.1()(64bit)'} needed by ${name}-devel-1.0-1.s390x`] };
    case 'memory':
      return { where: 'build', lines: ['g++: fatal error: Killed signal terminated program cc1plus', 'compilation terminated.', ...madeBy(`${file}.o`)] };
  }
}

function madeBy(target: string): string[] {
  return [
    `make[2]: *** [Makefile:87: ${target}] Error 1`,
    'make[2]: *** Waiting for unfinished jobs....',
    "make[2]: Leaving directory '/builddir/BUILD/src'",
    'make[1]: *** [Makefile:402: all-recursive] Error 1',
    "make[1]: Leaving directory '/builddir/BUILD'",
    'make: *** [Makefile:333: all] Error 2',
  ];
}

function testsFailed(failed: string, name: string): string[] {
  const rule = '='.repeat(76);
  return [failed, rule, `Testsuite summary for ${name}`, rule, '# TOTAL: 24', '# PASS:  23', '# SKIP:  0', '# FAIL:  1', rule, 'See ./test-suite.log', rule, '1 of 24 tests failed', 'make[1]: *** [Makefile:1022: check-TESTS] Error 1', 'make: *** [Makefile:112: check] Error 2'];
}

function bold(text: string, colours: boolean): string {
  return colours ? `\u{1b}[01m\u{1b}[K${text}\u{1b}[m\u{1b}[K` : text;
}

function red(text: string, colours: boolean): string {
  return colours ? `\u{1b}[01;31m\u{1b}[K${text}\u{1b}[m\u{1b}[K` : text;
}
