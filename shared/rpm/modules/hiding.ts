/**
 * Why modular filtering hides a package; streams as `name:stream`, sorted:
 * - `inactive`: only streams that are not active have it; `instead` names the active streams of the same modules
 * - `shadowed`: it is called like a package of an active stream, which `streams` names
 */
export type Hiding =
  | { readonly kind: 'inactive'; readonly streams: readonly string[]; readonly instead: readonly string[] }
  | { readonly kind: 'shadowed'; readonly streams: readonly string[] };
