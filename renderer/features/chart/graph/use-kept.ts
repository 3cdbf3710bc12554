import { useState } from 'react';

/** The same value as before while the next one is alike: drawing an equal diagram anew would move what is looked at. */
export function useKept<Value>(next: Value): Value {
  const [kept, setKept] = useState(next);
  if (kept === next || JSON.stringify(kept) === JSON.stringify(next)) return kept;
  setKept(next);
  return next;
}
