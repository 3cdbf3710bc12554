import { useEffect, useState, type RefObject } from 'react';

/** Which rows of equal height are in sight of a scrolling element, some more above and below: `first … last − 1`. */
export function useRows(ref: RefObject<HTMLElement | null>, count: number, rowHeight: number, spare = 12): { readonly first: number; readonly last: number } {
  const [sight, setSight] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const look = (): void => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [ref]);
  const first = Math.max(0, Math.min(count, Math.floor(sight.top / rowHeight) - spare));
  return { first, last: Math.min(count, Math.ceil((sight.top + sight.height) / rowHeight) + spare) };
}

/** Scrolls so that a row is in sight; `middle` puts it there whether it was in sight or not. `head` pixels at the top are covered by a head that stays. */
export function scrollToRow(element: HTMLElement, row: number, rowHeight: number, middle = false, head = 0): void {
  const top = row * rowHeight;
  const height = element.clientHeight - head;
  const inSight = top >= element.scrollTop && top + rowHeight <= element.scrollTop + height;
  if (inSight && !middle) return;
  if (middle) element.scrollTop = top - height / 2 + rowHeight / 2;
  else element.scrollTop = top < element.scrollTop ? top : top + rowHeight - height;
}
