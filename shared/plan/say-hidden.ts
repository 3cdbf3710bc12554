import type { HiddenProvider } from './hidden.ts';

/** What modular filtering hides, by what, and what to do about it: a sentence or two. */
export function sayHidden(hidden: readonly HiddenProvider[]): string {
  const [first] = hidden;
  if (first === undefined) return '';
  const { nevra, repository, hiding } = first;
  const has = `${nevra} of ${repository} has it`;
  if (hiding.kind === 'shadowed') {
    return `${has}, but ${listed(hiding.streams, 'and')} ${hiding.streams.length === 1 ? 'is' : 'are'} active and ${hiding.streams.length === 1 ? 'has' : 'have'} a package of that name. Set “moduleHotfixes: true” for ${repository} in portolan.yaml.`;
  }
  const inactive = `${has}, but ${hiding.streams.length === 1 ? 'its stream' : 'its streams'} ${listed(hiding.streams, 'and')} ${hiding.streams.length === 1 ? 'is' : 'are'} not active`;
  const instead = hiding.instead.length === 0 ? '' : `; ${listed(hiding.instead, 'and')} ${hiding.instead.length === 1 ? 'is' : 'are'}`;
  return `${inactive}${instead}. ${capital(hiddenRemedy(hidden))}.`;
}

/** What to do so that it is seen, in a few words. */
export function hiddenRemedy(hidden: readonly HiddenProvider[]): string {
  const streams = [...new Set(hidden.flatMap(({ hiding }) => (hiding.kind === 'inactive' ? hiding.streams : [])))];
  if (streams.length > 0) return `enable ${listed(streams, 'or')} under “modules” in portolan.yaml`;
  return `set “moduleHotfixes: true” for ${hidden[0]?.repository ?? ''} in portolan.yaml`;
}

function listed(words: readonly string[], join: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1) ?? ''}`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
