/** How the log of one made-up build goes. */
export interface LogRecipe {
  /** Lines that the compiler says. */
  readonly compiled: number;
  /** Where it is built, and a number that its process ids and times come from: no two builds share them. */
  readonly job: number;
  readonly version: string;
  /** The message of the compiler that ends the build; null where it does not fail. */
  readonly error: string | null;
  /** Lines come in another order within groups, as from a parallel make. */
  readonly shuffled?: boolean;
}

/** The log of an rpmbuild, phase by phase, as a generator of lines without line feeds. */
export function* logLines({ compiled, job, version, error, shuffled = false }: LogRecipe): Generator<string> {
  const top = `/builddir/BUILD/lua-${version}-build-${job}`;
  const clock = (at: number): string => `${String(8 + (job % 12)).padStart(2, '0')}:${String(Math.floor(at / 60) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  yield `Building target platforms: s390x`;
  yield `Building for target s390x at 2026-11-27T${clock(job)}Z`;
  yield `Executing(%prep): /bin/sh -e /var/tmp/rpm-tmp.Ab${job}x`;
  yield '+ umask 022';
  yield `+ cd ${top}`;
  yield `+ /usr/bin/tar -xof -`;
  for (let file = 0; file < 40; file++) yield `lua-${version}/src/file_${file}.c`;
  yield `Executing(%build): /bin/sh -e /var/tmp/rpm-tmp.Cd${job}y`;
  yield '+ ./configure --host=s390x-linux-gnu --prefix=/usr';
  for (let check = 0; check < 120; check++) yield `checking for function_${check}... ${check % 7 === 3 ? 'no' : 'yes'}`;
  yield '+ /usr/bin/make -O -j4 V=1';
  yield `make[1]: Entering directory '${top}/src'`;
  const half = Math.floor(compiled / 2);
  for (let line = 0; line < compiled; line++) {
    if (line === half) {
      yield `make[1]: Leaving directory '${top}/src'`;
      yield `make[1]: Entering directory '${top}/tests'`;
    }
    const at = shuffled ? Math.min(compiled - 1, Math.floor(line / 8) * 8 + ((line * 3) % 8)) : line;
    if (at % 997 === 500) yield `src/source_${at % 4000}.c:${at % 900}:12: \u001b[01;35m\u001b[Kwarning: \u001b[m\u001b[Kunused variable ‘tmp_${at % 17}’ [\u001b[01;35m\u001b[K-Wunused-variable\u001b[m\u001b[K]`;
    else yield `gcc -O2 -g -march=z13 -mtune=z14 -fPIC -c src/source_${at}.c -o ${top}/obj/source_${at}.o`;
  }
  if (error !== null) {
    yield `src/lvm.c:88:5: \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[K${error}`;
    yield 'make[1]: *** [Makefile:120: lvm.o] Error 1';
    yield `make[1]: Leaving directory '${top}/tests'`;
    yield `error: Bad exit status from /var/tmp/rpm-tmp.Cd${job}y (%build)`;
    yield '';
    yield 'RPM build errors:';
    yield `    Bad exit status from /var/tmp/rpm-tmp.Cd${job}y (%build)`;
    return;
  }
  yield `make[1]: Leaving directory '${top}/tests'`;
  yield `Executing(%check): /bin/sh -e /var/tmp/rpm-tmp.Ef${job}z`;
  yield '+ make check';
  for (let test = 0; test < 60; test++) yield `PASS: test_${test} (${((job * 7 + test) % 90) / 10} s)`;
  yield 'All 60 tests passed';
}

/** Lines in one piece of text at a time, each of some megabytes. */
export function* logPieces(recipe: LogRecipe): Generator<Buffer> {
  let lines: string[] = [];
  for (const line of logLines(recipe)) {
    lines.push(line);
    if (lines.length < 50_000) continue;
    yield Buffer.from(`${lines.join('\n')}\n`);
    lines = [];
  }
  yield Buffer.from(`${lines.join('\n')}\n`);
}
