import { perform } from './perform.ts';

/** Gives a builder nothing new, or takes it back into the fleet; the message has the way back. */
export function setQuarantine(builder: string, on: boolean, reason: string): Promise<boolean> {
  return perform(`quarantine:${builder}`, async (client) => {
    await client.call('fleet.setEnabled', { builder, enabled: !on, ...(on ? { reason } : {}) });
    return {
      message: on ? `${builder} is in quarantine: it finishes what it builds and gets nothing new.` : `${builder} is back in the fleet.`,
      action: { title: 'Undo', run: () => void setQuarantine(builder, !on, reason) },
    };
  });
}
