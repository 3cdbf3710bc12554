import type { PortPiece, PortSnapshot } from './schemas/port.ts';

/** So many sources travel together: about 100 KB, which a window reads within a few milliseconds. */
const PART = 1000;

/** Cuts a snapshot into the pieces of `port.pieces`; of a port without sources only the head. */
export function* piecesOf(snapshot: PortSnapshot): Generator<PortPiece, void> {
  const { sequence, planDigest, summary, names, needOffsets, needs } = snapshot;
  yield { kind: 'head', sequence, planDigest, summary, sources: names.length, edges: needs.length };
  for (let from = 0; from < names.length; from += PART) {
    const to = Math.min(names.length, from + PART);
    yield {
      kind: 'part',
      from,
      names: names.slice(from, to),
      evrs: snapshot.evrs.slice(from, to),
      states: snapshot.states.slice(from, to),
      flags: snapshot.flags.slice(from, to),
      ranks: snapshot.ranks.slice(from, to),
      components: snapshot.components.slice(from, to),
      waits: snapshot.waits.slice(from, to),
      failureClasses: snapshot.failureClasses.slice(from, to),
      owners: snapshot.owners.slice(from, to),
      seconds: snapshot.seconds.slice(from, to),
      needOffsets: needOffsets.slice(from, to + 1),
      needs: needs.slice(needOffsets[from], needOffsets[to]),
    };
  }
}
