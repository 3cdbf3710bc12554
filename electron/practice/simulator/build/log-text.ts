import type { BuildPhase } from '#shared/vocabulary/attempt-state.ts';
import type { Random } from '../random.ts';
import { SYSTEM_WORDS } from './build-systems.ts';
import type { LogSubject } from './log-subject.ts';

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
  const words = SYSTEM_WORDS[subject.system];
  switch (phase) {
    case 'prep':
      return [
        ...head,
        `+ rm -rf ${folder}`,
        `+ /usr/bin/gzip -dc /builddir/SOURCES/${folder}.tar.gz`,
        '+ /usr/bin/tar -xof -',
        `+ cd ${folder}`,
        '+ /usr/bin/chmod -Rf a+rX,u+w,g-w,o-w .',
        `+ echo 'Patch #0 (${name}-fix-build.patch):'`,
        '+ /usr/bin/patch -p1 -b --suffix .build --fuzz=0',
        'patching file Makefile.in',
        '+ exit 0',
      ];
    case 'build':
      return [...head, `+ cd ${folder}`, ...words.build(subject, random)];
    case 'install':
      return [
        ...head,
        `+ rm -rf ${root}`,
        `+ cd ${folder}`,
        ...words.install(subject, root),
        '+ /usr/lib/rpm/find-debuginfo.sh --strict-build-id -m --run-dwz /builddir/BUILD',
        ...subject.facts.packages.filter(({ noarch }) => !noarch).map((each) => `extracting debug info from ${root}/usr/lib64/lib${each.name}.so.1`),
        '+ /usr/lib/rpm/check-buildroot',
        '+ /usr/lib/rpm/brp-compress /usr',
        '+ /usr/lib/rpm/brp-strip /usr/bin/strip',
        '+ /usr/lib/rpm/brp-remove-la-files',
      ];
    case 'check':
      return [...head, `+ cd ${folder}`, ...words.check(subject, random)];
  }
}

/** Nothing is unpacked here, so nothing can be patched; the log says so. */
export function patchLines(names: readonly string[]): string[] {
  return names.flatMap((name) => [`portolan: applying the patch ${name}`, 'portolan: this is a simulation: every patch is taken for one that applies']);
}

/** Where rpm gathers the files of each package. */
export function gatheringLines(subject: LogSubject): string[] {
  const { name, version, release, packages } = subject.facts;
  return [
    ...packages.flatMap((each) => [
      `Processing files: ${each.name}-${version}-${release}.${each.noarch ? 'noarch' : 's390x'}`,
      `Provides: ${each.name} = ${version}-${release}${each.noarch ? '' : ` ${each.name}(s390-64) = ${version}-${release}`}`,
      'Requires(rpmlib): rpmlib(CompressedFileNames) <= 3.0.4-1 rpmlib(FileDigests) <= 4.6.0-1 rpmlib(PayloadFilesHavePrefix) <= 4.0-1',
    ]),
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
