import { useMemo, type ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

import { DiagramView } from '../graph/diagram-view.tsx';
import { DiagramHead } from '../graph/twin.tsx';
import { useKept } from '../graph/use-kept.ts';
import { PackageTable } from '../table/package-table.tsx';
import { PackageField } from './package-field.tsx';
import { StepTable } from './step-table.tsx';
import { pathDiagram, type PathDiagram } from './path-diagram.ts';
import { usePaths } from './use-paths.ts';

const NO_BUNDLES = (): void => undefined;

/** Why one package needs another, or what holds one up, down to what is missing: the shortest ways, with what is required at each step. */
export function PathView({ model, version }: { readonly model: PortModel; readonly version: number }): ReactNode {
  const { from, to, rows } = usePlace();
  const asked = usePaths(from, to);
  const answer = useKept(asked?.paths ?? null);
  const diagram = useMemo(() => (answer === null ? null : pathDiagram(model, answer)), [model, answer]);
  const label = to === null ? `What holds ${from ?? ''} up` : `Why ${from ?? ''} needs ${to}`;
  return (
    <div className="pictured">
      <DiagramHead>
        <PackageField label="From" model={model} value={from} none="a package" onChoose={(name) => go({ from: name })} />
        <PackageField label="to" model={model} value={to} none="what holds it up" onChoose={(name) => go({ to: name })} />
        {from === null || to === null ? null : (
          <Button kind="quiet" onClick={() => go({ from: to, to: from })} tip="The other way round">
            <span aria-hidden="true">⇄</span>
            <span className="visually-hidden">The other way round</span>
          </Button>
        )}
        <span className="truncate soft" role="status">
          {asked?.problem?.message ?? (answer === null ? '' : `${answer.why}${answer.more > 0 ? ` ${answer.more} more like these.` : ''}`)}
        </span>
      </DiagramHead>
      <Body model={model} version={version} diagram={diagram} rows={rows} label={label} from={from} why={asked?.problem?.message ?? answer?.why ?? ''} />
    </div>
  );
}

function Body({ model, version, diagram, rows, label, from, why }: { readonly model: PortModel; readonly version: number; readonly diagram: PathDiagram | null; readonly rows: boolean; readonly label: string; readonly from: string | null; readonly why: string }): ReactNode {
  if (from === null) {
    return (
      <EmptyState icon="chart" title="From which package?">
        The shortest ways through the BuildRequires stand here: to what holds a package up, or to another one that it needs.
      </EmptyState>
    );
  }
  if (diagram === null) return why === '' ? null : <EmptyState icon="chart" title={why}>Choose other ends above.</EmptyState>;
  if (diagram.nodes.length === 0) {
    return (
      <EmptyState icon="chart" title={why}>
        Name another package in “to”, and the shortest ways to it stand here.
      </EmptyState>
    );
  }
  if (rows) {
    const packages = diagram.nodes.flatMap((node) => (node.kind === 'package' ? [node.source] : []));
    // A chain to what is missing is no list of packages.
    if (packages.length < diagram.nodes.length) return <StepTable label={label} model={model} version={version} diagram={diagram} />;
    const relations = new Map(diagram.nodes.flatMap((node) => (node.kind === 'package' ? [[node.source, diagram.relations.get(node.id) ?? ''] as const] : [])));
    return <PackageTable label={label} what="path" model={model} version={version} sources={packages} relations={relations} usual={null} />;
  }
  return <DiagramView label={label} testId="path" model={model} version={version} diagram={diagram} relationOf={({ id }) => diagram.relations.get(id) ?? ''} onOpen={NO_BUNDLES} />;
}
