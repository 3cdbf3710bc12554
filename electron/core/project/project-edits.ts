import { isMap, isSeq, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

import type { NewBuilder } from '#shared/contract/schemas/fleet.ts';
import { portFix } from '#shared/contract/schemas/port-fix.ts';
import { sameChange, sameThing, type FixChange, type PortFix } from '#shared/port/fix.ts';

/** What the program writes into `portolan.yaml` on a person's word; each is one edit for `editProject`. */
export type ProjectEdit = (document: Document) => void;

/** A map or list that is empty is written as `{}` or `[]`; what is put into it goes on lines of its own. */
function blockAt(document: Document, path: readonly string[]): void {
  const node = document.getIn(path, true);
  if (isMap(node) || isSeq(node)) node.flow = false;
}

export function leaveOut(source: string, reason: string): ProjectEdit {
  return (document) => {
    document.setIn(['leftOut', source], reason);
    blockAt(document, ['leftOut']);
  };
}

export function bringBack(source: string): ProjectEdit {
  return (document) => void document.deleteIn(['leftOut', source]);
}

/** The fixes of a package as they stand in the document at the moment of the edit, so that of two edits at once neither undoes the other. */
function fixNodes(document: Document, source: string): YAMLSeq | null {
  const node = document.getIn(['portFixes', source], true);
  return isSeq(node) ? node : null;
}

function changeIn(document: Document, node: unknown): FixChange | null {
  if (!isMap(node)) return null;
  const parsed = portFix.safeParse(node.toJS(document));
  return parsed.success ? parsed.data.change : null;
}

/**
 * Puts a fix on, or in the place of one of the same thing; what a person wrote beside the old one stays, and an edit makes
 * it no younger.
 *
 * @param today the day that a new fix is of, `2026-11-23`
 */
export function applyFix(source: string, given: PortFix, today: string): ProjectEdit {
  return (document) => {
    const nodes = fixNodes(document, source);
    const known = nodes?.items.find((item) => {
      const change = changeIn(document, item);
      return change !== null && sameThing(change, given.change);
    });
    const since = isMap(known) ? known.get('since') : undefined;
    const fix: PortFix = { ...given, since: given.since ?? (typeof since === 'string' ? since : today) };
    if (isMap(known)) rewrite(document, known, fix);
    else if (nodes !== null) {
      nodes.add(fixNode(document, fix));
      nodes.flow = false;
    } else document.setIn(['portFixes', source], document.createNode([fixNode(document, fix)]));
    blockAt(document, ['portFixes']);
  };
}

/** The day of an instant as portolan.yaml writes it; UTC, so that it is the same for all of a team. */
export function dayAt(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

export function removeFix(source: string, change: FixChange): ProjectEdit {
  return (document) => {
    const nodes = fixNodes(document, source);
    if (nodes === null) return;
    nodes.items = nodes.items.filter((item) => {
      const each = changeIn(document, item);
      return each === null || !sameThing(each, change);
    });
    if (nodes.items.length === 0) document.deleteIn(['portFixes', source]);
  };
}

/** The change stands on one line, as docs/project-file.md shows it. */
function changeNode(document: Document, change: FixChange): Node {
  const node = document.createNode(change);
  if (isMap(node)) node.flow = true;
  return node;
}

function fixNode(document: Document, { change, reason, owner, since, debt }: PortFix): Node {
  const node = document.createNode({ reason, ...(owner === undefined ? {} : { owner }), ...(since === undefined ? {} : { since }), debt });
  if (isMap(node)) node.items.unshift(document.createPair('change', changeNode(document, change)));
  return node;
}

/** Key by key: a comment beside a line that stays goes on standing beside it. */
function rewrite(document: Document, node: YAMLMap, { change, reason, owner, since, debt }: PortFix): void {
  const before = changeIn(document, node);
  if (before === null || !sameChange(before, change)) node.set('change', changeNode(document, change));
  for (const [key, value] of Object.entries({ reason, owner, since, debt })) {
    if (value === undefined) node.delete(key);
    else if (node.get(key) !== value) node.set(key, value);
  }
}

/**
 * Says how an edge is treated, or with `serve: null` that nothing special holds for it any more.
 *
 * @param edge `source` null: every edge to the provider
 * @param today the day that a new rule is of
 */
export function serveEdge(edge: { readonly source: string | null; readonly provider: string }, serve: 'wait' | 'use-base' | null, reason: string, today: string): ProjectEdit {
  return (document) => {
    const rules = document.getIn(['edges'], true);
    if (isSeq(rules)) rules.items = rules.items.filter((item) => !(isMap(item) && item.get('provider') === edge.provider && (item.get('source') ?? null) === edge.source));
    if (serve === null) {
      if (isSeq(rules) && rules.items.length === 0) document.deleteIn(['edges']);
      return;
    }
    const rule = document.createNode({ ...(edge.source === null ? {} : { source: edge.source }), provider: edge.provider, serve, reason, since: today });
    if (isSeq(rules)) rules.add(rule);
    else document.setIn(['edges'], document.createNode([rule]));
    blockAt(document, ['edges']);
  };
}

export function addBuilder(builder: NewBuilder): ProjectEdit {
  return (document) => {
    if (isSeq(document.getIn(['builders'], true))) document.addIn(['builders'], document.createNode(builder));
    else document.setIn(['builders'], document.createNode([builder]));
    blockAt(document, ['builders']);
  };
}

export function removeBuilder(name: string): ProjectEdit {
  return (document) => {
    const builders = document.getIn(['builders'], true);
    if (!isSeq(builders)) return;
    builders.items = builders.items.filter((item) => !(isMap(item) && item.get('name') === name));
  };
}
