import { formatPlace, parsePlace } from './location.ts';
import { toast } from './toasts.ts';

/** Where a package's state and its reason can be seen: an address that says nothing else of this window. */
export function whyAddress(source: string, { origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
  return `${origin}${pathname}${formatPlace({ ...parsePlace(''), select: source })}`;
}

/** Puts the sentence and its address into the clipboard, to be pasted into a report or a chat. */
export function copyWhy(source: string, why: string): void {
  const text = `${source}: ${why}\n${whyAddress(source, window.location)}`;
  void navigator.clipboard.writeText(text).then(
    () => toast('info', `Why ${source} stands where it does is in the clipboard, with its link.`),
    () => toast('error', 'The clipboard cannot be written to here.', { detail: text }),
  );
}
