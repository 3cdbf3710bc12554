import type { Handlers } from '#shared/contract/host.ts';
import type { PassPreview } from '#shared/contract/schemas/passes.ts';
import type { NextPass } from '#shared/port/next-pass.ts';

import type { ImportDesk } from '../passes/import-desk.ts';
import type { PassDesk } from '../passes/pass-desk.ts';
import type { PortService } from '../port/port-service.ts';

/** The room of the contract that opens passes. */
export function passHandlers(desk: PassDesk, imports: ImportDesk, port: PortService): Pick<Handlers, 'passes.preview' | 'passes.open' | 'passes.withdraw' | 'passes.imports' | 'passes.import'> {
  return {
    'passes.preview': () => ({ next: previewOf(desk.preview()), withdrawable: desk.withdrawable }),
    'passes.imports': () => ({ policy: imports.policy, wanted: imports.wanted().flatMap((row) => port.plan?.sources[row]?.name ?? []) }),
    'passes.import': () => ({ task: imports.start() }),
    'passes.withdraw': ({ pass }) => {
      desk.withdraw(pass);
      return {};
    },
    'passes.open': ({ pass }) => {
      desk.open(pass);
      return {};
    },
  };
}

function previewOf(next: NextPass | null): PassPreview | null {
  return next === null ? null : { ...next, mode: next.mode.kind, sentences: [...next.sentences] };
}
