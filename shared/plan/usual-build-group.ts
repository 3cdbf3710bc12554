/** What mock's configurations for Enterprise Linux install before anything else; stands in where a project names no build group. */
export const USUAL_BUILD_GROUP: readonly string[] = [
  'tar', 'gcc-c++', 'redhat-rpm-config', 'redhat-release', 'which', 'xz', 'sed', 'make', 'bzip2', 'gzip', 'gcc', 'coreutils', 'unzip', 'diffutils', 'cpio', 'bash', 'gawk', 'rpm-build', 'info',
  'patch', 'util-linux', 'findutils', 'grep',
];
