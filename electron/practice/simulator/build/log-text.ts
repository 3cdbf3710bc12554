import type { BuildPhase } from '#shared/vocabulary/attempt-state.ts';
import { between, oneOf, type Random } from '../random.ts';
import type { SpecFacts } from './spec-facts.ts';

/** Which job the log is of. */
export interface LogSubject {
  readonly facts: SpecFacts;
  readonly attempt: string;
  /** How many source files it compiles. */
  readonly files: number;
  readonly noCheck: boolean;
  /** Packages that the job installs into its buildroot. */
  readonly installs: number;
}

const STEMS = ['alloc', 'buffer', 'cache', 'codec', 'config', 'crc', 'decode', 'encode', 'error', 'file', 'filter', 'format', 'hash', 'index', 'init', 'inflate', 'io', 'lexer', 'list', 'main', 'match', 'parse', 'path', 'pool', 'print', 'queue', 'reader', 'regex', 'scan', 'sort', 'stream', 'string', 'table', 'thread', 'trace', 'tree', 'utf8', 'util', 'version', 'writer'];
const CHECKS = ['gcc', 'the C compiler works', 'suffix of object files', 'how to run the C preprocessor', 'grep that handles long lines', 'ANSI C header files', 'sys/types.h', 'stdint.h', 'unistd.h', 'inttypes.h', 'size_t', 'whether byte ordering is bigendian', 'whether char is unsigned', 'for pthread_create in -lpthread', 'for memcpy', 'for strerror_r', 'for getrandom', 'for posix_memalign'];

/** A source file of the package, without its ending. */
export function fileOf(index: number): string {
  const round = Math.floor(index / STEMS.length);
  return `src/${STEMS[index % STEMS.length] ?? 'main'}${round === 0 ? '' : round}`;
}

/** What stands before rpmbuild's own words. The first line says what this is. */
export function preparingLines(subject: LogSubject): string[] {
  return [
    `portolan: preparing the buildroot of ${subject.attempt}`,
    'portolan: this is a simulation: nothing is compiled, and what it makes is no package',
    ...(subject.installs > 0 ? [`portolan: installing ${subject.installs} packages`] : []),
    'portolan: BuildRequires:',
    ...subject.facts.buildRequires.map((capability) => `portolan:   ${capability}`),
  ];
}

export function readyLines(subject: LogSubject): string[] {
  return [`portolan: the buildroot is ready: ${141 + subject.installs} packages in its database`, 'Building target platforms: s390x', 'Building for target s390x'];
}

/** The lines of one scriptlet of rpmbuild, from its `Executing` line to its last command; `script` is its temporary name. */
export function scriptletLines(phase: BuildPhase, subject: LogSubject, script: string, random: Random): string[] {
  const { name, version } = subject.facts;
  const folder = `${name}-${version}`;
  const head = [`Executing(%${phase}): /bin/sh -e /var/tmp/${script}`, '+ umask 022', '+ cd /builddir/BUILD'];
  const root = `/builddir/BUILDROOT/${folder}-${subject.facts.release}.s390x`;
  switch (phase) {
    case 'prep':
      return [...head, `+ rm -rf ${folder}`, `+ /usr/bin/gzip -dc /builddir/SOURCES/${folder}.tar.gz`, '+ /usr/bin/tar -xof -', `+ cd ${folder}`, '+ /usr/bin/chmod -Rf a+rX,u+w,g-w,o-w .', '+ RPM_EC=0', '++ jobs -p', '+ exit 0'];
    case 'build':
      return [
        ...head,
        `+ cd ${folder}`,
        '+ ./configure --build=s390x-redhat-linux-gnu --prefix=/usr --libdir=/usr/lib64',
        ...CHECKS.slice(0, between(random, 6, CHECKS.length)).map((check) => `checking ${check}... ${oneOf(random, 'yes', 'yes', 'yes', 'no')}`),
        'config.status: creating Makefile',
        '+ make -j4',
        ...Array.from({ length: subject.files }, (_, index) => compileLines(index, random)).flat(),
        `gcc -shared -Wl,-z,relro -Wl,-soname,lib${name}.so.1 -o lib${name}.so.1 ${fileOf(0)}.o`,
      ];
    case 'install':
      return [
        ...head,
        `+ cd ${folder}`,
        `+ make install DESTDIR=${root}`,
        `/usr/bin/mkdir -p '${root}/usr/lib64'`,
        `/usr/bin/install -c lib${name}.so.1 '${root}/usr/lib64'`,
        '+ /usr/lib/rpm/brp-compress /usr',
        '+ /usr/lib/rpm/brp-strip /usr/bin/strip',
        '+ /usr/lib/rpm/brp-remove-la-files',
      ];
    case 'check':
      return [...head, `+ cd ${folder}`, '+ make check', ...Array.from({ length: between(random, 3, 24) }, (_, index) => `PASS: test-${fileOf(index).slice(4)}`)];
  }
}

function compileLines(index: number, random: Random): string[] {
  const file = fileOf(index);
  const line = `gcc -DHAVE_CONFIG_H -I. -O2 -g -pipe -Wall -march=z13 -mtune=z14 -fPIC -c ${file}.c -o ${file}.o`;
  if (random() > 0.06) return [line];
  const at = between(random, 20, 900);
  return [line, `${file}.c: In function '${oneOf(random, 'read_all', 'next', 'flush', 'compare')}':`, `${file}.c:${at}:9: warning: unused variable 'left' [-Wunused-variable]`, `  ${at} |     int left;`, '      |         ^~~~'];
}

/** Nothing is unpacked here, so nothing can be patched; the log says so. */
export function patchLines(names: readonly string[]): string[] {
  return names.flatMap((name) => [`portolan: applying the patch ${name}`, 'portolan: this is a simulation: every patch is taken for one that applies']);
}

/** Where rpm gathers the files of each package. */
export function gatheringLines(subject: LogSubject): string[] {
  const { name, version, release, packages } = subject.facts;
  return [
    ...packages.map((each) => `Processing files: ${each.name}-${version}-${release}.${each.noarch ? 'noarch' : 's390x'}`),
    `Checking for unpackaged file(s): /usr/lib/rpm/check-files /builddir/BUILDROOT/${name}-${version}-${release}.s390x`,
  ];
}

/** rpm's last words on a build that is well. */
export function writtenLines(files: readonly string[], script: string): string[] {
  return [...files.map((file) => `Wrote: /builddir/${file.endsWith('.src.rpm') ? 'SRPMS' : `RPMS/${file.endsWith('.noarch.rpm') ? 'noarch' : 's390x'}`}/${file}`), `Executing(%clean): /bin/sh -e /var/tmp/${script}`, '+ umask 022', '+ exit 0'];
}

/** rpm's last words where a scriptlet failed. */
export function badExitLines(phase: BuildPhase, script: string): string[] {
  return [`error: Bad exit status from /var/tmp/${script} (%${phase})`, '', 'RPM build errors:', `    Bad exit status from /var/tmp/${script} (%${phase})`, 'portolan: rpmbuild ended with 1'];
}
