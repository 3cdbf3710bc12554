import { between, oneOf, type Random } from '../random.ts';
import type { BuildSystem, LogSubject } from './log-subject.ts';
import type { SpecFacts } from './spec-facts.ts';

/** The words of one build system: what a scriptlet says after it has gone into its folder. */
export interface SystemWords {
  readonly build: (subject: LogSubject, random: Random) => string[];
  readonly install: (subject: LogSubject, root: string) => string[];
  readonly check: (subject: LogSubject, random: Random) => string[];
}

const STEMS = ['alloc', 'buffer', 'cache', 'codec', 'config', 'crc', 'decode', 'encode', 'error', 'file', 'filter', 'format', 'hash', 'index', 'init', 'inflate', 'io', 'lexer', 'list', 'main', 'match', 'parse', 'path', 'pool', 'print', 'queue', 'reader', 'regex', 'scan', 'sort', 'stream', 'string', 'table', 'thread', 'trace', 'tree', 'utf8', 'util', 'version', 'writer'];
/** What configure looks for, with what it finds on this architecture; null: it may be there or not. */
const CHECKS: readonly (readonly [string, string | null])[] = [
  ['for gcc', 'gcc'], ['whether the C compiler works', 'yes'], ['for suffix of object files', 'o'], ['how to run the C preprocessor', 'gcc -E'], ['for grep that handles long lines and -e', '/usr/bin/grep'],
  ['for ANSI C header files', 'yes'], ['whether byte ordering is bigendian', 'yes'], ['whether char is unsigned', 'yes'], ['for sys/types.h', 'yes'], ['for stdint.h', 'yes'], ['for unistd.h', 'yes'], ['for size_t', 'yes'],
  ['for memcpy', 'yes'], ['for pthread_create in -lpthread', 'yes'], ['for getrandom', null], ['for strerror_r', null], ['for posix_memalign', null], ['for arc4random', null], ['for explicit_bzero', null],
];
const FLAGS = '-O2 -g -pipe -Wall -Wp,-D_FORTIFY_SOURCE=2 -fexceptions -fstack-protector-strong --param=ssp-buffer-size=4 -grecord-gcc-switches -m64 -march=z13 -mtune=z14';

/** A source file of the package, without its ending. */
export function fileOf(index: number): string {
  const round = Math.floor(index / STEMS.length);
  return `src/${STEMS[index % STEMS.length] ?? 'main'}${round === 0 ? '' : round}`;
}

/** What the spec's name and BuildRequires say of it. */
export function buildSystemOf({ name, buildRequires, packages }: SpecFacts): BuildSystem {
  const needs = (pattern: RegExp): boolean => buildRequires.some((each) => pattern.test(each));
  if (/^perl-/.test(name)) return 'perl';
  if (/^rubygem-/.test(name)) return 'ruby';
  if (/^python\d?-/.test(name) && packages.every(({ noarch }) => noarch)) return 'python';
  if (needs(/^(?:maven-local|javapackages-|jpackage-utils|ant\b|java-\S*devel)/)) return 'java';
  if (/-fonts?$|-icon-theme$|-filesystem$|-docs?$|-stylesheets$/.test(name) || /^(?:texlive|docbook|hunspell|hyphen|mythes|aspell)-/.test(name)) return 'data';
  if (needs(/^cmake\b/)) return 'cmake';
  return 'autotools';
}

/** A warning of gcc after the line that it belongs to, now and then. */
function withWarning(line: string, file: string, random: Random): string[] {
  if (random() > 0.06) return [line];
  const at = between(random, 20, 900);
  return [line, `${file}.c: In function '${oneOf(random, 'read_all', 'next', 'flush', 'compare')}':`, `${file}.c:${at}:9: warning: unused variable 'left' [-Wunused-variable]`, `  ${at} |     int left;`, '      |         ^~~~'];
}

function forFiles(files: number, lines: (index: number) => readonly string[]): string[] {
  return Array.from({ length: files }, (_, index) => lines(index)).flat();
}

const autotools: SystemWords = {
  build: ({ facts: { name }, files }, random) => [
    '+ ./configure --build=s390x-redhat-linux-gnu --host=s390x-redhat-linux-gnu --prefix=/usr --libdir=/usr/lib64 --disable-static',
    ...CHECKS.slice(0, between(random, 9, CHECKS.length)).map(([what, found]) => `checking ${what}... ${found ?? oneOf(random, 'yes', 'no')}`),
    'configure: creating ./config.status',
    'config.status: creating Makefile',
    'config.status: creating config.h',
    '+ make -j4',
    'make  all-recursive',
    "make[1]: Entering directory '/builddir/BUILD'",
    ...forFiles(files, (index) => {
      const file = fileOf(index);
      return withWarning(`gcc -DHAVE_CONFIG_H -I. -I.. ${FLAGS} -fPIC -DPIC -MT ${file}.lo -c ${file}.c -o ${file}.o`, file, random);
    }),
    `gcc -shared -Wl,-z,relro -Wl,-soname,lib${name}.so.1 -o lib${name}.so.1 ${fileOf(0)}.o`,
    "make[1]: Leaving directory '/builddir/BUILD'",
  ],
  install: ({ facts: { name } }, root) => [`+ make install DESTDIR=${root}`, `/usr/bin/mkdir -p '${root}/usr/lib64'`, `/usr/bin/install -c lib${name}.so.1 '${root}/usr/lib64'`, `libtool: install: ldconfig is left to the package`],
  check: ({ checks }) => ['+ make check', 'make  check-TESTS', ...forFiles(checks, (index) => [`PASS: test-${fileOf(index).slice(4)}`])],
};

const cmake: SystemWords = {
  build: ({ facts: { name }, files, colours }, random) => {
    const green = (text: string): string => (colours ? `\u{1b}[32m${text}\u{1b}[0m` : text);
    return [
      '+ /usr/bin/cmake . -DCMAKE_VERBOSE_MAKEFILE:BOOL=ON -DCMAKE_INSTALL_PREFIX:PATH=/usr -DLIB_SUFFIX=64 -DBUILD_SHARED_LIBS:BOOL=ON',
      '-- The C compiler identification is GNU 4.8.5',
      '-- Check for working C compiler: /usr/bin/cc -- works',
      '-- Detecting C compiler ABI info - done',
      ...CHECKS.slice(8, between(random, 11, CHECKS.length)).map(([what, found]) => `-- Looking ${what} - ${found === null ? oneOf(random, 'found', 'not found') : 'found'}`),
      '-- Configuring done',
      '-- Generating done',
      '+ make -j4',
      ...forFiles(files, (index) => {
        const file = fileOf(index);
        const percent = String(Math.floor((100 * (index + 1)) / (files + 1))).padStart(3);
        return withWarning(`[${percent}%] ${green(`Building C object CMakeFiles/${name}.dir/${file}.c.o`)}`, file, random);
      }),
      `[100%] ${colours ? '\u{1b}[1m\u{1b}[31m' : ''}Linking C shared library lib${name}.so${colours ? '\u{1b}[0m' : ''}`,
      `[100%] Built target ${name}`,
    ];
  },
  install: ({ facts: { name } }, root) => [`+ make install DESTDIR=${root}`, '-- Install configuration: "RelWithDebInfo"', `-- Installing: ${root}/usr/lib64/lib${name}.so.1`],
  check: ({ checks }) => [
    '+ ctest --output-on-failure',
    'Test project /builddir/BUILD',
    ...forFiles(checks, (index) => [`      Start ${index + 1}: ${fileOf(index).slice(4)}`, `${index + 1}/${checks} Test #${index + 1}: ${`${fileOf(index).slice(4)} `.padEnd(30, '.')}   Passed    0.0${(index % 9) + 1} sec`]),
  ],
};

const perl: SystemWords = {
  build: ({ facts: { name }, files }) => [
    '+ /usr/bin/perl Makefile.PL INSTALLDIRS=vendor NO_PACKLIST=1 OPTIMIZE="-O2 -g"',
    'Checking if your kit is complete...',
    'Looks good',
    `Writing Makefile for ${name.slice(5).replaceAll('-', '::')}`,
    '+ make -j4',
    ...forFiles(files, (index) => [`cp lib/${fileOf(index).slice(4)}.pm blib/lib/${fileOf(index).slice(4)}.pm`]),
    'Manifying 12 pod documents',
  ],
  install: (_subject, root) => [`+ make pure_install DESTDIR=${root}`, `Installing ${root}/usr/share/perl5/vendor_perl/Module.pm`, `+ find ${root} -type f -name .packlist -delete`],
  check: ({ checks }) => ['+ make test', 'PERL_DL_NONLAZY=1 /usr/bin/perl "-MExtUtils::Command::MM" "-e" "test_harness(0)" t/*.t', ...forFiles(checks, (index) => [`t/${String(index + 1).padStart(2, '0')}-${fileOf(index).slice(4)}.t .. ok`])],
};

const python: SystemWords = {
  build: ({ facts: { name }, files }) => ['+ /usr/bin/python setup.py build', 'running build', 'running build_py', 'creating build/lib', ...forFiles(files, (index) => [`copying ${fileOf(index)}.py -> build/lib/${name.replaceAll('-', '_')}`]), 'running egg_info'],
  install: (_subject, root) => [`+ /usr/bin/python setup.py install -O1 --skip-build --root ${root}`, 'running install', 'running install_lib', 'byte-compiling to .pyc'],
  check: ({ checks }) => ['+ /usr/bin/python setup.py test', 'running test', ...forFiles(checks, (index) => [`test_${fileOf(index).slice(4)} (tests.TestCase) ... ok`])],
};

const java: SystemWords = {
  build: ({ facts: { name, version }, files }) => [
    '+ /usr/bin/xmvn --batch-mode --offline package org.fedoraproject.xmvn:xmvn-mojo:install',
    '[INFO] Scanning for projects...',
    '[INFO] ------------------------------------------------------------------------',
    `[INFO] Building ${name} ${version}`,
    '[INFO] --- maven-compiler-plugin:3.1:compile (default-compile) ---',
    `[INFO] Compiling ${files} source files to /builddir/BUILD/target/classes`,
    ...forFiles(files, (index) => [`[INFO] org/${name.replaceAll(/\W/g, '')}/${fileOf(index).slice(4)}.java`]),
    '[INFO] BUILD SUCCESS',
  ],
  install: (_subject, root) => ['+ xmvn-install -R .xmvn-reactor', `[INFO] Installing artifacts below ${root}`],
  check: ({ checks }) => [' T E S T S', ...forFiles(checks, (index) => [`Running org.${fileOf(index).slice(4)}Test`, 'Tests run: 4, Failures: 0, Errors: 0, Skipped: 0'])],
};

const ruby: SystemWords = {
  build: ({ facts: { name, version }, files }) => [`+ gem build ${name.slice(8)}.gemspec`, '  Successfully built RubyGem', `  Version: ${version}`, ...forFiles(files, (index) => [`  lib/${fileOf(index).slice(4)}.rb`])],
  install: ({ facts: { name } }, root) => [`+ gem install --local --install-dir ${root}/usr/share/gems --force ${name.slice(8)}.gem`, '1 gem installed'],
  check: ({ checks }) => ['+ testrb2 -Ilib test', 'Run options:', ...forFiles(checks, (index) => [`Test#test_${fileOf(index).slice(4)} = 0.00 s = .`])],
};

const data: SystemWords = {
  build: ({ files }) => ['+ make', ...forFiles(files, (index) => [`xmllint --noout ${fileOf(index)}.xml`])],
  install: ({ facts: { name } }, root) => [`+ install -d ${root}/usr/share/${name}`, `+ install -m 0644 -p data/* ${root}/usr/share/${name}`],
  check: ({ checks }) => ['+ make check', ...forFiles(checks, (index) => [`PASS: ${fileOf(index).slice(4)}.xml`])],
};

export const SYSTEM_WORDS: Readonly<Record<BuildSystem, SystemWords>> = { autotools, cmake, perl, python, java, ruby, data };
