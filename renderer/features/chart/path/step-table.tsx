import type { ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateMark } from '#renderer/ui/chip.tsx';

import { THING_WORDS, type DiagramNode } from '../graph/diagram.ts';
import type { PathDiagram } from './path-diagram.ts';

/** The twin of a chain that leads to what is no source package: each step with what it is and how it is needed. */
export function StepTable({ label, model, version, diagram }: { readonly label: string; readonly model: PortModel; readonly version: number; readonly diagram: PathDiagram }): ReactNode {
  const select = usePlace((place) => place.select);
  return (
    <div className="step-scroll" data-version={version}>
      <table className="step-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">What it is</th>
            <th scope="col">How it stands on the path</th>
          </tr>
        </thead>
        <tbody>
          {diagram.nodes.map((node) => (
            <tr key={node.id} aria-selected={select !== null && nameOf(model, node) === select}>
              <th scope="row">
                <Step model={model} node={node} />
              </th>
              <td>{node.kind === 'thing' ? <Thing what={node.what} detail={node.detail} /> : node.kind === 'package' ? <StateMark state={stateAt(model, node.source)} /> : null}</td>
              <td className="soft">{diagram.relations.get(node.id)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Thing({ what, detail }: { readonly what: keyof typeof THING_WORDS; readonly detail: string }): ReactNode {
  const { glyph, word } = THING_WORDS[what];
  return (
    <>
      <span aria-hidden="true">{glyph}</span> {word}
      {detail === '' ? null : <span className="soft">: {detail}</span>}
    </>
  );
}

/** What a source package builds leads to it. */
function Step({ model, node }: { readonly model: PortModel; readonly node: DiagramNode }): ReactNode {
  const words = node.kind === 'package' ? (model.names[node.source] ?? '') : node.words;
  const name = nameOf(model, node);
  if (name === null) return <span className="mono">{words}</span>;
  return (
    <button type="button" className="step-name" title={`Select ${name}`} onClick={() => go({ select: name })}>
      {words}
    </button>
  );
}

/** The source package that a step is, or is built by. */
function nameOf(model: PortModel, node: DiagramNode): string | null {
  return node.kind === 'bundle' || node.source < 0 ? null : (model.names[node.source] ?? null);
}
