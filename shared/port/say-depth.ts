/** A step of the way to the shallowest ancestor, as far as it takes to name it. */
interface NamedStep {
  readonly depth: number;
  readonly nevra: string | null;
  readonly build: { readonly source: string; readonly pass: number } | null;
}

/** What a step is, in words: the same in the drawer and on the command line. */
export function sayDepthStep({ depth, nevra, build }: NamedStep): string {
  if (build !== null) return `${nevra ?? build.source}, ${depth === 0 ? 'imported' : 'built'} in pass ${build.pass}`;
  if (depth > 0) return nevra ?? 'built by this port';
  return nevra === null ? 'what it was built in is not on record' : `${nevra}, foreign`;
}

/** “depth 2”, “depth 3: pristine”. */
export function sayDepth(depth: number, pristine: boolean): string {
  return `depth ${depth}${pristine ? ': pristine' : ''}`;
}
