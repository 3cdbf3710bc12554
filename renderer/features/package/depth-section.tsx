import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { sayDepth, sayDepthStep } from '#shared/port/say-depth.ts';

/** How far what is in the repository is from foreign packages, and the way there. */
export function DepthSection({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const depth = detail.depth ?? null;
  if (depth === null) return null;
  return (
    <section className="drawer-section" aria-label="Depth">
      <h3 className="depth-head" title="1 + the smallest depth in the buildroot that it was built in; what is foreign or imported has 0, and 3 is pristine">{sayDepth(depth.depth, depth.pristine)}</h3>
      <ol className="depth-path">
        {depth.path.slice(1).map((step) => (
          <li key={step.depth}>
            <span className="soft">{step.depth}</span>
            <span>{sayDepthStep(step)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
