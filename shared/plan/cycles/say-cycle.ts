import type { CutKind } from './cut.ts';

/** `1 source`, `1,052 sources`. */
function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${number === 1 ? one : many}`;
}

/**
 * What a cycle is, in a few sentences: the same in the window and on the command line.
 *
 * @param older how many members are served by the build that the pass began with, until they are built again
 */
export function sayCycle({ graph, size, edges, inRepo, closed, waits, older }: { readonly older: number; readonly graph: 'direct' | 'closure'; readonly size: number; readonly edges: number; readonly inRepo: number; readonly closed: number; readonly waits: number }): string {
  const by = graph === 'direct' ? 'by their BuildRequires alone' : 'by what their buildroots hold';
  const held = waits === 0 ? 'nothing else waits for them' : `${count(waits, 'package')} outside ${waits === 1 ? 'waits' : 'wait'} for them`;
  const now =
    inRepo === size ? 'All of them are in the repository.'
    : closed === 0 ? `As the pass has it now, none of them waits for another in a circle${inRepo === 0 ? '' : `; ${count(inRepo, 'is', 'are')} in the repository`}.`
    : `${inRepo === 0 ? 'None is in the repository' : `${count(inRepo, 'is', 'are')} in the repository`}; ${count(closed, 'source')} still ${closed === 1 ? 'waits' : 'wait'} for each other.`;
  return `${count(size, 'source')} need each other ${by}, over ${count(edges, 'edge')}; ${held}. ${now}${older === 0 ? '' : ` ${older === size ? 'All of them are' : count(older, 'is', 'are')} served by what the pass before built, until ${older === 1 ? 'it is' : 'they are'} built again.`}`;
}

const NOUNS: Readonly<Record<CutKind, readonly [one: string, many: string]>> = {
  import: ['import', 'imports'],
  'older-build': ['older build', 'older builds'],
  base: ['use of the foreign base', 'uses of the foreign base'],
  bcond: ['build condition', 'build conditions'],
  check: ['BuildRequires that tests may need', 'BuildRequires that tests may need'],
  doc: ['BuildRequires that documentation may need', 'BuildRequires that documentation may need'],
  requirement: ['BuildRequires', 'BuildRequires'],
  'stage-0': ['stage-0 binary', 'stage-0 binaries'],
};

/** What the proposed set comes to. `opening`: how many stage-0 binaries open what it leaves. */
export function sayProposed({ kinds, size, freed, coreSizes, opening }: { readonly kinds: readonly CutKind[]; readonly size: number; readonly freed: number; readonly coreSizes: readonly number[]; readonly opening: number }): string {
  const core = coreSizes.reduce((sum, each) => sum + each, 0);
  const rest = opening === 0 ? '' : ` ${count(opening, NOUNS['stage-0'][0], NOUNS['stage-0'][1])} more would open that as well.`;
  if (kinds.length === 0) return `No way is known to cut it: it has no noarch-only source, no bcond, no foreign base and no older build that would open anything.${rest}`;
  const tally = new Map<CutKind, number>();
  for (const kind of kinds) tally.set(kind, (tally.get(kind) ?? 0) + 1);
  const parts = [...tally].map(([kind, number]) => count(number, ...NOUNS[kind]));
  const what = parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
  if (core === 0) return `With ${what} it comes apart: no cycle is left.`;
  const others = coreSizes.length === 1 ? '' : ` in ${count(coreSizes.length, 'cycle')}`;
  return `With ${what} ${count(freed, 'other')} ${freed === 1 ? 'comes' : 'come'} free; ${count(core, 'source')} of ${count(size, 'source').split(' ')[0] ?? ''} stay closed${others}, whatever known way is taken.${rest}`;
}
