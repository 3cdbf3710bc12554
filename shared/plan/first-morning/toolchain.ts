import type { Plan } from '../types.ts';

/** A stop of the toolchain's stage list: what is built, and the sources that are it. */
export interface ToolchainStage {
  readonly what: string;
  /** Indexes of sources. */
  readonly sources: readonly number[];
}

/**
 * The order in which ports of a distribution bring up their compiler (product.md, "stage"), by the names of the binaries that
 * matter: macros decide what every later spec means, headers and assembler come before the compiler, and compiler and C library are built
 * twice, because the first of each was made by a foreign one.
 */
const STAGES: readonly { readonly what: string; readonly binaries: RegExp }[] = [
  { what: 'release and macros', binaries: /^(?:(?:redhat|centos|almalinux|rocky|fedora|system|oraclelinux)-release(?:-[a-z]+)?|(?:redhat|almalinux|rocky)-rpm-config|[a-z0-9-]+-srpm-macros)$/ },
  { what: 'kernel headers', binaries: /^kernel-headers$/ },
  { what: 'assembler and linker', binaries: /^binutils$/ },
  { what: 'compiler, built by the foreign one', binaries: /^gcc$/ },
  { what: 'C library, bootstrap', binaries: /^glibc$/ },
  { what: 'compiler again, on the own C library', binaries: /^gcc$/ },
  { what: 'C library again, with the own compiler', binaries: /^glibc$/ },
  { what: 'rpm', binaries: /^rpm(?:-build)?$/ },
];

/** The toolchain's stage list for this port; what it has no source for is left out. */
export function toolchainStages(plan: Plan): readonly ToolchainStage[] {
  return STAGES.map(({ what, binaries }) => {
    const sources = new Set<number>();
    for (const { name, source } of plan.binaries) if (source >= 0 && binaries.test(name)) sources.add(source);
    return { what, sources: [...sources].sort((a, b) => a - b) };
  }).filter(({ sources }) => sources.length > 0);
}
