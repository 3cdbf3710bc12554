import { useEffect, useState, type RefObject } from 'react';

/** What a line has beside its text: border, number and the space at its end, in pixels; as in log.css. */
const BESIDE = 3 + 76 + 24;
const PROBED = 10;

/** How many characters of the monospace face fit on a line of the log; `probe` holds ten of them. */
export function useColumns(body: RefObject<HTMLElement | null>, probe: HTMLElement | null): number {
  const [columns, setColumns] = useState(80);
  useEffect(() => {
    const element = body.current;
    if (element === null || probe === null) return;
    const measure = (): void => {
      const width = probe.getBoundingClientRect().width / PROBED;
      if (width > 0) setColumns(Math.max(20, Math.floor((element.clientWidth - BESIDE) / width)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [body, probe]);
  return columns;
}
