import type { Handlers } from '#shared/contract/host.ts';

import type { FleetDesk } from '../fleet/fleet-desk.ts';
import type { FleetService } from '../fleet/fleet-service.ts';

type FleetHandlers = Pick<Handlers, Extract<keyof Handlers, `fleet.${string}` | `practice.${string}`>>;

/** The rooms of the contract that are about builders. */
export function fleetHandlers(fleet: FleetService, desk: FleetDesk): FleetHandlers {
  return {
    'fleet.list': () => [...fleet.rows.value],
    'fleet.changes': async function* (_input, { signal }) {
      for await (const rows of fleet.rows.follow(signal)) yield [...rows];
    },
    'fleet.add': async (builder) => {
      await desk.add(builder);
      return {};
    },
    'fleet.remove': async ({ builder }) => {
      await desk.remove(builder);
      return {};
    },
    'fleet.probe': ({ builder }) => {
      fleet.linkOf(builder).tryAgain();
      return {};
    },
    'fleet.setEnabled': async ({ builder, enabled, reason }) => {
      await desk.setEnabled(builder, enabled, reason);
      return {};
    },
    'fleet.acceptHostKey': async ({ builder, fingerprint }) => {
      await fleet.linkOf(builder).acceptHostKey(fingerprint);
      return {};
    },
    'practice.status': () => desk.practiceStatus(),
    'practice.up': ({ kind }) => ({ task: desk.practiceUp(kind) }),
    'practice.down': async () => {
      await desk.practiceDown();
      return {};
    },
  };
}
