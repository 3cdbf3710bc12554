import type { PlannedSource } from '#shared/plan/types.ts';
import { parseEvr } from '#shared/rpm/evr.ts';
import { parseNevra } from '#shared/rpm/nevra.ts';

/** The file name that a simulation's spec has on its builder. */
export function simulatedSpecName({ name }: PlannedSource): string {
  return `${name.replaceAll(/[^A-Za-z0-9._+-]/g, '-').slice(0, 90)}.spec`;
}

/**
 * A spec for a source that only a source repository has, from its metadata alone. It is for simulated builders, which
 * compile nothing: names, versions, binaries and BuildRequires are the distribution's; the scriptlets, the macro and
 * the bconds that a port fix can hold on to are made up, and its first line says so.
 */
export function simulatedSpec(planned: PlannedSource): string {
  const evr = parseEvr(planned.evr);
  const { epoch, version, release } = evr.ok ? evr.value : { epoch: 0, version: '0', release: null };
  const { name } = planned;
  const packages = packagesOf(planned);
  return [
    `# A simulation's spec: ${oneLine(name)}-${oneLine(planned.evr)} is known by its metadata alone, and nothing real can be built from this.`,
    '%bcond_without simd',
    '%bcond_without tests',
    '%{!?simd_flags:%global simd_flags -msse2}',
    '',
    `Name: ${oneLine(name)}`,
    ...(epoch === 0 ? [] : [`Epoch: ${epoch}`]),
    `Version: ${oneLine(version)}`,
    `Release: ${oneLine(release ?? '0')}`,
    `Summary: ${oneLine(planned.summary) || oneLine(name)}`,
    'License: as in the distribution',
    ...(packages.every(({ noarch }) => noarch) ? ['BuildArch: noarch'] : []),
    ...planned.requirements.map(({ dependency }) => `BuildRequires: ${oneLine(dependency)}`),
    '',
    '%description',
    'Built by a simulation; see the first line.',
    ...packages.filter((each) => each.name !== name).flatMap((each) => packageLines(each)),
    '',
    '%prep',
    '%autosetup',
    '',
    '%build',
    '%configure %{?with_simd:--enable-simd}',
    'make %{?_smp_mflags} CFLAGS="%{optflags} %{simd_flags}"',
    '',
    '%install',
    'make install DESTDIR=%{buildroot}',
    '',
    '%check',
    '%if %{with tests}',
    'make check',
    '%endif',
    '',
    ...packages.flatMap((each) => [each.name === name ? '%files' : `%files -n ${each.name}`, '']),
  ].join('\n');
}

interface SpecPackage {
  readonly name: string;
  readonly noarch: boolean;
}

function packageLines({ name, noarch }: SpecPackage): string[] {
  return ['', `%package -n ${name}`, `Summary: ${name}`, ...(noarch ? ['BuildArch: noarch'] : []), `%description -n ${name}`, `The package ${name}.`];
}

/** What the reference has from it, each name once; just the source's own name where it does not know it. */
function packagesOf({ name, binaries }: PlannedSource): SpecPackage[] {
  const noarch = new Map<string, boolean>();
  for (const text of binaries) {
    const nevra = parseNevra(text);
    if (nevra.ok) noarch.set(nevra.value.name, (noarch.get(nevra.value.name) ?? true) && nevra.value.arch === 'noarch');
  }
  return noarch.size === 0 ? [{ name, noarch: false }] : [...noarch].map(([each, only]) => ({ name: each, noarch: only }));
}

/** Text of metadata as it may stand in a spec: one line, and no macro. */
function oneLine(text: string): string {
  return text.replaceAll(/[\0-\x1f\x7f]+/g, ' ').replaceAll('%', '%%').trim().slice(0, 400);
}
