import { contract, type ProcedureName } from '#shared/contract/contract.ts';
import type { CallContext, Handlers } from '#shared/contract/host.ts';

type LooseHandlers = Readonly<Record<string, (input: unknown, context: CallContext) => unknown>>;

/** Handlers for the whole contract that wait for those of a core that is being opened; calls fail with what keeps it from that. */
export function handlersOnceOpen(opening: Promise<Handlers>): Handlers {
  const core = opening as unknown as Promise<LooseHandlers>;
  opening.catch(() => undefined);
  const call = (name: string) => async (input: unknown, context: CallContext) => await (await core)[name]?.(input, context);
  const stream = (name: string) =>
    async function* (input: unknown, context: CallContext): AsyncGenerator {
      const handlers = await core;
      if (!context.signal.aborted) yield* handlers[name]?.(input, context) as AsyncIterable<unknown>;
    };
  const names = Object.keys(contract) as readonly ProcedureName[];
  // Each name is given what its kind in the contract asks for; TypeScript cannot follow a union of keys here.
  return Object.fromEntries(names.map((name) => [name, contract[name].kind === 'stream' ? stream(name) : call(name)])) as unknown as Handlers;
}
