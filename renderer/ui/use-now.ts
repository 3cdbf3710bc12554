import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: number | null = null;
let current = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      window.clearInterval(timer);
      timer = null;
    }
  };
}

/** The present instant, renewed once a second for all who show one. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current);
}
