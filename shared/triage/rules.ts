import { ARCHITECTURE_RULES } from './architecture-rules.ts';
import { ENVIRONMENT_RULES } from './environment-rules.ts';
import { PACKAGE_RULES } from './package-rules.ts';
import { BOTH, TIER, type Rule } from './rule.ts';

/**
 * The best line of a failure that no rule knows: the last one that looks like an error. A stop of make, rpm's own
 * closing words and flags with `error` in them are symptoms, not causes.
 */
export const GUESS: Rule = {
  id: 'guess', class: 'unknown', tier: TIER.guess, logs: BOTH, sections: 'any',
  pattern: /\b(?:error|fatal|failed|failure|fail|cannot|can't|undefined|not found|no such file|abort(?:ed|ing)?|exception|panic(?:ked)?|traceback|segmentation fault|core dumped|no rule to make|denied|invalid)\b/i,
  near: ['error', 'fatal', 'fail', 'cannot', "can't", 'undefined', 'not found', 'no such file', 'abort', 'exception', 'panic', 'traceback', 'segmentation', 'core dumped', 'no rule', 'denied', 'invalid'],
  source: 'common words of error messages', example: "make: *** No rule to make target 'x', needed by 'all'.  Stop.",
};

/** All rules. Earlier rules win only where tier and line are the same. */
export const RULES: readonly Rule[] = [...ENVIRONMENT_RULES, ...ARCHITECTURE_RULES, ...PACKAGE_RULES, GUESS];

/** Lines that only report that something before them failed. */
export const SYMPTOM =
  /^\s*g?make(?:\[\d{1,4}\])?: (?:\*\*\* \[|\*\*\* Waiting|Leaving |Target .{1,300} not remade)|Bad exit status from|^RPM build (?:errors|warnings):|\b0 (?:errors?|fail(?:ed|ures?))\b|^ninja: build stopped|\(ignored\)\s*$|^collect2: error: ld returned|^Child return code was|^portolan: |^\+ /;
