import type { Handlers } from '#shared/contract/host.ts';
import type { PassPreview } from '#shared/contract/schemas/passes.ts';
import type { NextPass } from '#shared/port/next-pass.ts';

import type { PassDesk } from '../passes/pass-desk.ts';

/** The room of the contract that opens passes. */
export function passHandlers(desk: PassDesk): Pick<Handlers, 'passes.preview' | 'passes.open'> {
  return {
    'passes.preview': () => ({ next: previewOf(desk.preview()) }),
    'passes.open': ({ pass }) => {
      desk.open(pass);
      return {};
    },
  };
}

function previewOf(next: NextPass | null): PassPreview | null {
  return next === null ? null : { ...next, mode: next.mode.kind, sentences: [...next.sentences] };
}
