/** A package, a counted bundle of packages that would be too many to draw, or something that is no source package. */
export type DiagramNode =
  | { readonly kind: 'package'; readonly id: string; readonly source: number }
  | ThingNode
  | { readonly kind: 'bundle'; readonly id: string; readonly words: string; readonly sources: readonly number[] };

/**
 * What a way leads over, or to, that is no source package: a binary package (`source` builds it; -1: none of the port), what is
 * missing, what keeps two apart, a cycle.
 */
export interface ThingNode {
  readonly kind: 'thing';
  readonly id: string;
  readonly what: 'binary' | 'missing' | 'conflict' | 'cycle';
  readonly words: string;
  /** Beneath the words; empty where there is nothing to add. */
  readonly detail: string;
  readonly source: number;
}

/** A thing by its kind: a glyph for those who see it, a word for those who hear it. */
export const THING_WORDS: Readonly<Record<ThingNode['what'], { readonly glyph: string; readonly word: string }>> = {
  binary: { glyph: '▫', word: 'package' },
  missing: { glyph: '∅', word: 'missing' },
  conflict: { glyph: '≠', word: 'conflict' },
  cycle: { glyph: '↻', word: 'cycle' },
};

/**
 * From what is needed to what needs it, by node ids.
 * - `needs`, `neededBy`: what the view's package needs, and what needs it
 * - `root`: on the way to the root of what holds it up, or the shortest way that was asked for
 * - `round`: on the shortest way round in a cycle
 * - `plain`: any other
 */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'needs' | 'neededBy' | 'root' | 'round' | 'plain';
  /** What stands beside it: the capability that is required. */
  readonly words?: string | undefined;
  /** The layout does not follow it: it leads back. */
  readonly back?: true | undefined;
}

/** Nodes that stand together under a title. */
export interface DiagramGroup {
  readonly title: string;
  readonly ids: readonly string[];
}

/** What is drawn: some hundred elements at most. */
export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /**
   * Where there are too many edges to follow any of them: the nodes stand in groups, and of the plain edges only those of
   * the node that is looked at are seen. Every node is in one group.
   */
  readonly groups?: readonly DiagramGroup[] | undefined;
}

/** So many nodes and edges together are drawn; the rest is folded into bundles. */
export const MOST_ELEMENTS = 300;

export const idOf = (source: number): string => `p${source}`;

/** The packages of a diagram, those in bundles included, each once. */
export function sourcesOf({ nodes }: Diagram): readonly number[] {
  return [...new Set(nodes.flatMap((node) => (node.kind === 'bundle' ? node.sources : node.source < 0 ? [] : [node.source])))];
}
