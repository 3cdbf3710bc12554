/** One warm connection to a builder, as a pure machine. Times in milliseconds since 1970; nothing here touches a clock or a socket. */
export type LinkState =
  | { readonly kind: 'idle' }
  /** `failures` counts the attempts in a row that came to nothing. */
  | { readonly kind: 'connecting'; readonly since: number; readonly failures: number }
  | { readonly kind: 'ready'; readonly since: number; readonly failures: number }
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly failures: number }
  /** Trying again would change nothing: a person has to act first. */
  | { readonly kind: 'halted' }
  | { readonly kind: 'closed' };

export type LinkEvent =
  /** Somebody needs the builder. */
  | { readonly kind: 'wanted'; readonly now: number }
  | { readonly kind: 'connected'; readonly now: number }
  /** `random` in [0, 1) spreads the retries of a fleet that went down together. */
  | { readonly kind: 'failed'; readonly now: number; readonly random: number; readonly final: boolean }
  | { readonly kind: 'lost'; readonly now: number; readonly random: number }
  | { readonly kind: 'timer'; readonly now: number }
  /** A person acted: accepted a key, mended the configuration, pressed "try now". */
  | { readonly kind: 'again'; readonly now: number }
  | { readonly kind: 'close' };

export const FIRST_RETRY = 1000;
export const LONGEST_RETRY = 60_000;
/** A connection that held this long has earned a fresh start; a shorter one keeps its count, so that a flapping line backs off. */
export const STEADY = 30_000;

export const IDLE: LinkState = { kind: 'idle' };

/** How long to wait after so many failures in a row: doubling, at most a minute, by up to a half shorter. */
export function retryDelay(failures: number, random: number): number {
  const full = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures - 1, 16));
  return Math.round(full * (1 - random / 2));
}

/** The next state; an event that means nothing in a state leaves it as it is. */
export function nextLinkState(state: LinkState, event: LinkEvent): LinkState {
  if (state.kind === 'closed') return state;
  switch (event.kind) {
    case 'close':
      return { kind: 'closed' };
    case 'wanted':
      return state.kind === 'idle' ? { kind: 'connecting', since: event.now, failures: 0 } : state;
    case 'again':
      return state.kind === 'ready' || state.kind === 'connecting' ? state : { kind: 'connecting', since: event.now, failures: 0 };
    case 'connected':
      return state.kind === 'connecting' ? { kind: 'ready', since: event.now, failures: state.failures } : state;
    case 'failed':
      if (state.kind !== 'connecting') return state;
      if (event.final) return { kind: 'halted' };
      return waiting(event.now, state.failures + 1, event.random);
    case 'lost':
      if (state.kind !== 'ready') return state;
      return waiting(event.now, event.now - state.since >= STEADY ? 1 : state.failures + 1, event.random);
    case 'timer':
      return state.kind === 'waiting' && event.now >= state.retryAt
        ? { kind: 'connecting', since: event.now, failures: state.failures }
        : state;
  }
}

function waiting(now: number, failures: number, random: number): LinkState {
  return { kind: 'waiting', retryAt: now + retryDelay(failures, random), failures };
}
