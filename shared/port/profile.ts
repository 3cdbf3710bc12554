import { sameThing, type FixChange } from './fix.ts';

/** What a pass does to every build, as portolan.yaml says it. */
export interface PassProfile {
  /** %check is left out. */
  readonly nocheck: boolean;
  /** Debuginfo and debugsource packages are made. */
  readonly debuginfo: boolean;
  /** Build conditions (`bootstrap`) that every build gets; a spec that does not know one passes over it. */
  readonly with: readonly string[];
  readonly without: readonly string[];
}

/**
 * The profile as changes of a build, beside the port fixes of its package: one rule says what either comes to. A fix of
 * the same thing goes before the profile. Without debuginfo the macro that makes its packages is empty (macros.in of rpm).
 */
export function withProfile(profile: PassProfile | undefined, fixes: readonly FixChange[]): readonly FixChange[] {
  if (profile === undefined) return fixes;
  const changes: FixChange[] = [
    ...(profile.nocheck ? [{ kind: 'nocheck' } as const] : []),
    ...(profile.debuginfo ? [] : [{ kind: 'macro', name: 'debug_package', value: '%{nil}' } as const]),
    ...profile.with.map((name) => ({ kind: 'bcond', name, enabled: true }) as const),
    ...profile.without.map((name) => ({ kind: 'bcond', name, enabled: false }) as const),
  ];
  return [...changes.filter((change) => !fixes.some((fix) => sameThing(fix, change))), ...fixes];
}

/** What of the profile a spec can see when its dependencies are read: build conditions. That debuginfo packages are not made, and %check not run, changes nothing of them. */
export function withProfileConditions(profile: PassProfile, fixes: readonly FixChange[]): readonly FixChange[] {
  return withProfile({ ...profile, nocheck: false, debuginfo: true }, fixes);
}

/** `without %check, without debuginfo, --with bootstrap`; empty where a build is as its spec says. */
export function profileWords({ nocheck, debuginfo, with: on, without }: PassProfile): string {
  const words = [...(nocheck ? ['without %check'] : []), ...(debuginfo ? [] : ['without debuginfo']), ...on.map((name) => `--with ${name}`), ...without.map((name) => `--without ${name}`)];
  return words.join(', ');
}
