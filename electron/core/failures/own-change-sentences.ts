import type { OwnChange } from '#shared/port/suspects.ts';

/** What changed about a package itself or its builder between two attempts, a sentence each. */
export function ownChangeSentences({ expected, builder, debt }: OwnChange): string[] {
  return [
    ...(expected === null ? [] : [`It is another version: ${expected.before} before, ${expected.now} now.`]),
    ...(debt === null ? [] : [debt.now ? 'It is built with a port fix that it was built without before.' : 'It was built with a port fix before, and is built without it now.']),
    ...(builder === null ? [] : [`It was built on ${builder.before} before, on ${builder.now} now.`]),
  ];
}
