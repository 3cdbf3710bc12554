import type { FixChange } from '#shared/port/fix.ts';
import { profileWords, withProfileConditions, type PassProfile } from '#shared/port/profile.ts';

import { fixMacros } from './fix-macros.ts';

/** A pass, as far as what specs say hangs on it. */
export interface PassConditions {
  readonly pass: number;
  readonly profile: PassProfile;
}

/** The build conditions of a pass in words (`--with bootstrap`); empty where it has none. */
export function conditionWords({ profile }: PassConditions): string {
  return profileWords({ ...profile, nocheck: false, debuginfo: true });
}

/**
 * The macros that a pass's build conditions come to beside the port fixes of a source, which go before them; null where no condition can change what the spec
 * says. A spec that names a condition nowhere, and takes in no other file, is not changed by it: most are not, and need not be asked anew for every pass.
 */
export function passMacros({ profile }: PassConditions, fixes: readonly FixChange[], text: string, targetMacros: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  const said = [text, ...Object.values(targetMacros)];
  const takesIn = /%include\b|%\{load:/.test(text);
  const matters = (name: string): boolean => takesIn || said.some((each) => each.includes(name));
  const conditions = { ...profile, with: profile.with.filter(matters), without: profile.without.filter(matters) };
  const all = withProfileConditions(conditions, fixes);
  return all.length === fixes.length ? null : fixMacros(all);
}
