/**
 * The listening half of a wire, the same for every carrier: frames wait for their first listener, closing is told
 * once and after them, and to whoever asks later at once.
 */
export interface Inbox {
  /** A frame has come in. Dropped once the wire is closed, or this end has asked for it (`shut`). */
  readonly push: (frame: unknown) => void;
  /** The carrier is gone: tells the listeners. Again is nothing. */
  readonly end: () => void;
  /** This end has closed: nothing more is delivered, though the carrier may still be on its way down. */
  readonly shut: () => void;
  /** False once `shut` or `end` has been called: nothing is worth sending then. */
  readonly alive: boolean;
  readonly onFrame: (listener: (frame: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
}

export function createInbox(): Inbox {
  let waiting: unknown[] = [];
  let deliver: ((frame: unknown) => void) | null = null;
  let shut = false;
  let ended = false;
  let told = false;
  const closeListeners: (() => void)[] = [];
  const tell = (): void => {
    // Frames that nobody has listened to yet come before the close.
    if (told || !ended || (waiting.length > 0 && !shut)) return;
    told = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  return {
    push: (frame) => {
      if (shut || ended) return;
      if (deliver === null) waiting.push(frame);
      else deliver(frame);
    },
    end: () => {
      ended = true;
      tell();
    },
    shut: () => {
      shut = true;
      waiting = [];
      tell();
    },
    get alive() {
      return !shut && !ended;
    },
    onFrame: (listener) => {
      deliver = listener;
      const early = waiting;
      waiting = [];
      for (const frame of early) if (!shut) listener(frame);
      tell();
    },
    onClose: (listener) => {
      if (told) listener();
      else closeListeners.push(listener);
    },
  };
}
