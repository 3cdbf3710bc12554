import type { Rule } from '../rule.ts';
import type { LogSection } from '../sections.ts';

const SCRIPTLETS = ['prep', 'build', 'install', 'check'] as const;

/** A log in rpm's form that fails in `section`, with `lines` as what that section says. */
export function sampleLog(section: LogSection, lines: readonly string[]): string {
  const log = ['Building target platforms: s390x'];
  if (section === 'setup') return [...log, ...lines, ''].join('\n');
  for (const each of SCRIPTLETS) {
    log.push(`Executing(%${each}): /bin/sh -e /var/tmp/rpm-tmp.aB3dE5`, '+ umask 022', `+ ${each}`);
    if (each !== section) continue;
    log.push(...lines, `error: Bad exit status from /var/tmp/rpm-tmp.aB3dE5 (%${section})`);
    break;
  }
  if (section === 'files') log.push('Processing files: demo-1.0-1.s390x', ...lines);
  log.push('', 'RPM build errors:', section === 'files' ? `    ${lines[0] ?? ''}` : `    Bad exit status from /var/tmp/rpm-tmp.aB3dE5 (%${section})`, '');
  return log.join('\n');
}

/** A section in which the rule counts. */
export function sectionOf(rule: Rule): LogSection {
  if (rule.sections === 'any') return 'build';
  return (['build', 'check', 'prep', 'install', 'files', 'setup'] as const).find((section) => rule.sections.includes(section)) ?? 'setup';
}
