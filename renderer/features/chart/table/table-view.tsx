import { useMemo, type ReactNode } from 'react';

import type { PortModel } from '#renderer/state/port-model.ts';

import { PackageTable } from './package-table.tsx';

const USUAL = { column: 'waits', descending: true } as const;

/** The map's twin for those who would rather read: every package, sortable, with the same filter and selection. */
export function TableView({ model, mask, version }: { readonly model: PortModel; readonly mask: Uint8Array | null; readonly version: number }): ReactNode {
  const sources = useMemo(() => [...model.names.keys()].filter((source) => mask === null || mask[source] === 1), [model, mask]);
  return <PackageTable label="Packages" what="packages" model={model} version={version} sources={sources} usual={USUAL} />;
}
