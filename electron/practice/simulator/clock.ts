/** Simulated time, in milliseconds. Only differences mean anything. */
export interface SimulatorClock {
  now(): number;
  /** Calls `act` once when `ms` of simulated time have passed; returns the way to call that off. */
  setTimer(ms: number, act: () => void): () => void;
}

/** setTimeout takes no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Time that passes by itself, `speed` times as fast as ours. It goes on while the simulator is stopped, as machines do without a desk. */
export function realClock(speed = 1): SimulatorClock {
  return {
    now: () => Date.now() * speed,
    setTimer: (ms, act) => {
      const timer = setTimeout(act, Math.min(LONGEST_TIMER_MS, Math.max(0, ms) / speed));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
