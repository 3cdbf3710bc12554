import { useState, type ReactNode } from 'react';

import { go } from '#renderer/state/location.ts';

/** Packages by name, each of which can be selected; a long list is cut until somebody wants it whole. */
export function Names({ names, most = 6 }: { readonly names: readonly string[]; readonly most?: number }): ReactNode {
  const [whole, setWhole] = useState(false);
  const shown = whole ? names : names.slice(0, most);
  return (
    <span className="morning-names">
      {shown.map((name) => (
        <button key={name} type="button" className="morning-name" onClick={() => go({ select: name })}>
          {name}
        </button>
      ))}
      {shown.length === names.length ? null : (
        <button type="button" className="morning-name faint" onClick={() => setWhole(true)}>
          and {names.length - shown.length} more
        </button>
      )}
    </span>
  );
}
