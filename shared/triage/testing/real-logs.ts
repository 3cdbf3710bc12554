import { readFileSync } from 'node:fs';

import type { FailureClass } from '../classes.ts';
import type { LogSection } from '../sections.ts';

/** A build that was made to fail with rpm 4.18 and gcc 12 on x86-64 from the spec beside its log. */
export interface RealLog {
  readonly name: string;
  readonly class: FailureClass;
  readonly section: LogSection;
  /** What the causal line holds. */
  readonly cause: string;
}

export const REAL_LOGS: readonly RealLog[] = [
  { name: 'badspec', class: 'spec', section: 'setup', cause: 'Unknown tag: Wrongtag' },
  { name: 'byteorder', class: 'byte-order', section: 'check', cause: 'expected 8, got 134217728' },
  { name: 'compile', class: 'compile-error', section: 'build', cause: 'undeclared (first use' },
  { name: 'diskfull', class: 'disk-full', section: 'build', cause: 'No space left on device' },
  { name: 'docs', class: 'packaging', section: 'files', cause: 'usr/bin/absent' },
  { name: 'errordirective', class: 'unsupported-architecture', section: 'build', cause: 'arch.h:4:2: error: #error' },
  { name: 'excluded', class: 'excluded', section: 'setup', cause: 'Architecture is not included' },
  { name: 'flags', class: 'architecture-flags', section: 'build', cause: 'unrecognized command-line option' },
  { name: 'ignored', class: 'compile-error', section: 'build', cause: 'undeclared (first use' },
  { name: 'illegal', class: 'instruction-set', section: 'build', cause: 'Illegal instruction' },
  { name: 'intrinsics', class: 'assembler', section: 'build', cause: 'arm_neon.h: No such file' },
  { name: 'killed', class: 'memory', section: 'build', cause: 'Killed signal terminated program' },
  { name: 'link', class: 'link-error', section: 'build', cause: 'undefined reference to' },
  { name: 'no-script', class: 'unknown', section: 'build', cause: 'cannot open ./config.guess' },
  { name: 'nosource', class: 'source', section: 'prep', cause: 'absent.tar.gz' },
  { name: 'notfound', class: 'packaging', section: 'files', cause: 'usr/bin/absent' },
  { name: 'opcode', class: 'assembler', section: 'build', cause: 'no such instruction' },
  { name: 'patch', class: 'source', section: 'prep', cause: '1 out of 1 hunk FAILED' },
  { name: 'program', class: 'missing-program', section: 'build', cause: 'no-such-generator: not found' },
  { name: 'relocation', class: 'relocation', section: 'build', cause: 'recompile with -fPIC' },
  { name: 'requires', class: 'dependency', section: 'setup', cause: 'luajit-devel >= 2.1 is needed by' },
  { name: 'signedness', class: 'char-signedness', section: 'check', cause: 'expected -1, got 255' },
  { name: 'testfail', class: 'test-failure', section: 'check', cause: 'FAIL: two' },
  { name: 'typelimits', class: 'char-signedness', section: 'build', cause: 'limited range of data type' },
  { name: 'unpackaged', class: 'packaging', section: 'files', cause: 'Installed (but unpackaged)' },
];

export function realLog(name: string): Uint8Array {
  return readFileSync(new URL(`./logs/${name}.log`, import.meta.url));
}

export function realSpec(name: string): string {
  return readFileSync(new URL(`./logs/${name}.spec`, import.meta.url), 'utf8');
}
