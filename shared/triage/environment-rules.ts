import { BOTH, BUILD, FIELD, RESOLVING, TAIL, TIER, type Rule } from './rule.ts';
import type { LogSection } from './sections.ts';

const OUTSIDE_TESTS: readonly LogSection[] = ['setup', 'prep', 'generate_buildrequires', 'conf', 'build', 'install', 'files', 'errors', 'clean', 'other'];
/** Within %check only a tool's own complaint counts, and close to the end. */
const TAIL_OF_TESTS = 40;

/** Causes outside of the package: time, machine, network, what the repositories offer. */
export const ENVIRONMENT_RULES: readonly Rule[] = [
  {
    id: 'mock-timeout', class: 'timeout', tier: TIER.timeout, logs: BOTH, sections: 'any', tail: TAIL,
    pattern: /commandTimeoutExpired/, near: ['commandtimeoutexpired'],
    source: `${FIELD}; mock, py/mockbuild/exception.py`, example: 'mockbuild.exception.commandTimeoutExpired: Timeout(3600) expired for command:',
  },
  {
    id: 'disk-full', class: 'disk-full', tier: TIER.machine, logs: BOTH, sections: OUTSIDE_TESTS, tail: TAIL,
    pattern: /No space left on device|Insufficient space in download directory|needs? (?:at least )?\d+[KMG]?B? (?:more space )?on the .{1,100} filesystem/i,
    near: ['no space left', 'insufficient space', 'filesystem'], source: FIELD, example: 'cp: error writing \'x\': No space left on device',
  },
  {
    id: 'disk-full-in-tests', class: 'disk-full', tier: TIER.machine, logs: BUILD, sections: ['check'], tail: TAIL_OF_TESTS,
    pattern: /^(?:error: |fatal error: |(?:\/\S{1,100}\/)?(?:cp|mv|tar|cpio|install|mkdir|cat|gcc|g\+\+|cc1|cc1plus|ld|as|ar|collect2|sh|bash|make|ninja|rpmbuild)(?:\[\d+\])?: ).*No space left on device/,
    near: ['no space left'], source: FIELD, example: 'mkdir: cannot create directory \'t\': No space left on device',
  },
  {
    id: 'killed-compiler', class: 'memory', tier: TIER.machine, logs: BUILD, sections: 'any', tail: TAIL,
    pattern: /Killed signal terminated program|fatal error: Killed\b/, near: ['killed signal', 'error: killed'],
    source: `${FIELD}; gcc, gcc/gcc.cc`, example: 'g++: fatal error: Killed signal terminated program cc1plus',
  },
  {
    id: 'no-memory', class: 'memory', tier: TIER.machine, logs: BOTH, sections: OUTSIDE_TESTS, tail: TAIL,
    pattern: /virtual memory exhausted|Cannot allocate memory|out of memory allocating \d+ bytes/, near: ['memory exhausted', 'allocate memory', 'memory allocating'],
    source: FIELD, example: 'virtual memory exhausted: Cannot allocate memory',
  },
  {
    id: 'no-memory-in-tests', class: 'memory', tier: TIER.machine, logs: BUILD, sections: ['check'], tail: TAIL_OF_TESTS,
    pattern: /^(?:virtual memory exhausted|(?:\/\S{1,100}\/)?(?:sh|bash|make|ninja|gcc|g\+\+|cc1|cc1plus|ld|as)(?:\[\d+\])?: .*Cannot allocate memory)/, near: ['memory exhausted', 'allocate memory'],
    source: FIELD, example: 'make[2]: vfork: Cannot allocate memory',
  },
  {
    id: 'repository-unreachable', class: 'infrastructure', tier: TIER.machine, logs: BOTH, sections: RESOLVING,
    pattern: /No more mirrors to try|Errors during downloading metadata|Curl error|Connection reset|Failed to download metadata for repo/,
    near: ['mirror', 'metadata', 'curl error', 'connection reset'],
    source: FIELD, example: "Errors during downloading metadata for repository 'base':",
  },
  {
    id: 'excluded', class: 'excluded', tier: TIER.excluded, logs: BOTH, sections: ['setup', 'errors'],
    pattern: /No compatible architectures found|Architecture is (?:not included|excluded)/, near: ['architecture'],
    source: `${FIELD}; rpm, build/parsePreamble.c`, example: 'error: Architecture is not included: s390x',
  },
  {
    id: 'needed-by', class: 'dependency', tier: TIER.capability, logs: BOTH, sections: RESOLVING,
    pattern: /^\s+(?<key>\S.{0,300}?) is needed by \S{1,255}\s*$/, near: ['is needed by'],
    source: `${FIELD}; rpm, lib/rpmps.c`, example: '\tluajit-devel is needed by demo-1.0-1.s390x',
  },
  {
    id: 'nothing-provides', class: 'dependency', tier: TIER.capability, logs: BOTH, sections: RESOLVING,
    pattern: /nothing provides (?<key>.{1,300}?) needed by/, near: ['nothing provides'],
    source: `${FIELD}; libsolv, src/problems.c`, example: '  - nothing provides libfoo.so.1()(64bit) needed by bar-1-1.s390x',
  },
  {
    id: 'no-package', class: 'dependency', tier: TIER.capability, logs: BOTH, sections: RESOLVING,
    pattern: /(?:No matching package to install|No match for argument|No Package found for):? *'?(?<key>[^'\s][^']{0,300})/, near: ['no match', 'no package found'],
    source: FIELD, example: "No matching package to install: 'luajit-devel'",
  },
  {
    id: 'build-dependencies', class: 'dependency', tier: TIER.requirement, logs: BOTH, sections: RESOLVING,
    pattern: /Not all dependencies satisfied|Failed build dependencies/, near: ['dependencies'],
    source: FIELD, example: 'error: Failed build dependencies:',
  },
  {
    id: 'solver', class: 'solver', tier: TIER.solver, logs: BOTH, sections: RESOLVING,
    pattern: /none of the providers can be installed|cannot install (?:both|the best)|best candidate for the job|filtered out by (?:modular|exclude) filtering|conflicts between attempted installs|package \S{1,300} (?:conflicts with|obsoletes) .{1,300} provided by |GPG check FAILED/,
    near: ['provided by', 'providers', 'cannot install', 'candidate', 'filtered out', 'conflicts', 'gpg check'],
    source: `${FIELD}; libsolv, src/problems.c`, example: '  - package a-1-1.noarch requires b, but none of the providers can be installed',
  },
];
