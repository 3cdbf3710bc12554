/** One generation of IBM Z hardware. */
export interface Machine {
  /** As people and `-march=` say it. */
  readonly name: string;
  /** The name that gcc and the GNU assembler take besides. */
  readonly arch: string;
  /** Numbers that `/proc/sysinfo` gives as “Type”. */
  readonly types: readonly string[];
}

/** Oldest first: a program runs on the generation that it is built for and on every later one. */
export const MACHINES: readonly Machine[] = [
  { name: 'z10', arch: 'arch8', types: ['2097', '2098'] },
  { name: 'z196', arch: 'arch9', types: ['2817', '2818'] },
  { name: 'zEC12', arch: 'arch10', types: ['2827', '2828'] },
  { name: 'z13', arch: 'arch11', types: ['2964', '2965'] },
  { name: 'z14', arch: 'arch12', types: ['3906', '3907'] },
  { name: 'z15', arch: 'arch13', types: ['8561', '8562'] },
  { name: 'z16', arch: 'arch14', types: ['3931', '3932'] },
  { name: 'z17', arch: 'arch15', types: ['9175', '9176'] },
];

export const MACHINES_SOURCE = 'GCC manual, “S/390 and zSeries Options”; Linux, arch/s390/kernel/processor.c';

/** What a distribution's packages are built for. */
export interface Baseline {
  readonly distribution: string;
  /** The dist tags (`%dist`) that it is told by. */
  readonly dist: RegExp;
  readonly march: string;
  readonly mtune: string | null;
  readonly source: string;
}

export const BASELINES: readonly Baseline[] = [
  { distribution: 'Fedora up to 37', dist: /^\.fc(?:2[0-9]|3[0-7])\b/, march: 'zEC12', mtune: 'z13', source: 'redhat-rpm-config of these releases; Fedora change “z13 as the baseline for IBM Z” (38)' },
  { distribution: 'Fedora from 38 on', dist: /^\.fc(?:3[89]|[4-9][0-9])\b/, march: 'z13', mtune: 'z14', source: 'Fedora change “z13 as the baseline for IBM Z” (38)' },
  { distribution: 'Enterprise Linux 8', dist: /^\.(?:module_)?el8/, march: 'z13', mtune: 'z14', source: 'redhat-rpm-config of Enterprise Linux 8' },
  { distribution: 'Enterprise Linux 9', dist: /^\.(?:module_)?el9/, march: 'z14', mtune: 'z15', source: 'Red Hat Enterprise Linux 9 release notes, “Architectures”' },
];

/** What packages with this dist tag are built for, where it is known. */
export function baselineOf(dist: string): Baseline | null {
  return BASELINES.find((baseline) => baseline.dist.test(dist)) ?? null;
}

/** The generation of a machine type such as `8561`, or null. */
export function machineOfType(type: string): Machine | null {
  return MACHINES.find(({ types }) => types.includes(type)) ?? null;
}

/** Whether what is built for the generation `march` runs on the machine; null where either is not known. */
export function runsOn(march: string, machine: Machine): boolean | null {
  const wanted = MACHINES.findIndex(({ name, arch }) => name === march || arch === march);
  return wanted === -1 ? null : MACHINES.indexOf(machine) >= wanted;
}
