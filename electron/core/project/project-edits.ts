import { isMap, isSeq, type Document } from 'yaml';
import { z } from 'zod';

import type { NewBuilder } from '#shared/contract/schemas/fleet.ts';
import { portFix, type FixChange, type PortFix } from '#shared/contract/schemas/port-fix.ts';

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

/** Two changes are of the same thing when only their values may differ: the later one replaces the earlier. */
export function sameThing(a: FixChange, b: FixChange): boolean {
  if (a.kind === 'nocheck' || b.kind === 'nocheck') return a.kind === b.kind;
  return a.kind === b.kind && a.name === b.name;
}

/** The fixes that the document has at the moment of the edit, so that of two edits at once neither undoes the other. */
function fixesIn(document: Document, source: string): readonly PortFix[] {
  const node = document.getIn(['portFixes', source], true);
  const parsed = z.array(portFix).safeParse(isSeq(node) ? node.toJS(document) : []);
  return parsed.success ? parsed.data : [];
}

export function applyFix(source: string, fix: PortFix): ProjectEdit {
  return (document) => {
    const kept = fixesIn(document, source).filter(({ change }) => !sameThing(change, fix.change));
    document.setIn(['portFixes', source], document.createNode([...kept, fix]));
    blockAt(document, ['portFixes']);
  };
}

export function removeFix(source: string, change: FixChange): ProjectEdit {
  return (document) => {
    const kept = fixesIn(document, source).filter((fix) => !sameThing(fix.change, change));
    if (kept.length === 0) document.deleteIn(['portFixes', source]);
    else document.setIn(['portFixes', source], document.createNode(kept));
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
