import type { Problem } from '../vocabulary/problem.ts';
import type { Access } from './procedure.ts';

/** Grows when the two ends could no longer understand each other. */
export const WIRE_VERSION = 1;

/** What a client says. `id` numbers its calls and streams; `ack` says how many items of a stream it has taken. */
export type ClientMessage =
  | { readonly kind: 'hello'; readonly version: number; readonly token: string | null }
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'open'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'ack'; readonly id: number; readonly taken: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** What a host says. An item that carries bytes travels as a binary frame instead (see {@link packBytes}). */
export type HostMessage =
  | { readonly kind: 'welcome'; readonly version: number; readonly access: Access }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly problem: Problem }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'end'; readonly id: number };

/**
 * One end of a carrier: ordered, whole frames, JSON-safe messages or bytes. Frames wait for the first `onFrame`.
 * Closing is final: it is told once to each listener, after the frames that came before it, and to one that asks
 * later at once; what is sent afterwards is dropped without a word. What was sent before `close` still arrives.
 */
export interface Wire {
  send(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** How many items of a stream may be under way before the client has taken them: a slow window slows its stream only. */
export const STREAM_WINDOW = 16;

/** An item with a payload in `bytes`, and the rest of it as JSON. */
export interface BytesItem {
  readonly bytes: Uint8Array;
}

export function isBytesItem(value: unknown): value is BytesItem & Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

/** Binary frame of a stream's item: u32 id, u32 length of the JSON head, the head, the bytes; big-endian. */
export function packBytes(id: number, item: BytesItem): Uint8Array<ArrayBuffer> {
  const { bytes, ...head } = item;
  const json = new TextEncoder().encode(JSON.stringify(head));
  const frame = new Uint8Array(8 + json.length + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, id);
  view.setUint32(4, json.length);
  frame.set(json, 8);
  frame.set(bytes, 8 + json.length);
  return frame;
}

/** The opposite of {@link packBytes}; null for a frame that is not one. */
export function unpackBytes(frame: Uint8Array): { readonly id: number; readonly value: unknown } | null {
  if (frame.length < 8) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const headLength = view.getUint32(4);
  if (8 + headLength > frame.length) return null;
  try {
    const head: unknown = JSON.parse(new TextDecoder().decode(frame.subarray(8, 8 + headLength)));
    if (typeof head !== 'object' || head === null) return null;
    return { id: view.getUint32(0), value: { ...head, bytes: frame.slice(8 + headLength) } };
  } catch {
    return null;
  }
}
