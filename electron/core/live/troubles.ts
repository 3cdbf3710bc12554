import type { Problem } from '#shared/vocabulary/problem.ts';

/** What part of the core is in trouble; a part has one trouble at a time. */
export type TroubleTopic = 'plan' | 'fleet' | 'repository' | 'results' | 'strangers' | 'attempts' | 'practice' | 'knowledge' | 'held';

/**
 * What a person should know of what goes on by itself: nobody waits for an answer there, so an error would be nobody's.
 * Each stands for as long as it is true.
 */
export class Troubles {
  readonly #current = new Map<TroubleTopic, Problem>();
  readonly #listeners = new Set<() => void>();

  get all(): readonly Problem[] {
    return [...this.#current.values()];
  }

  /** Tells a trouble, or (null) that it is over. */
  set(topic: TroubleTopic, problem: Problem | null): void {
    if (JSON.stringify(this.#current.get(topic) ?? null) === JSON.stringify(problem)) return;
    if (problem === null) this.#current.delete(topic);
    else this.#current.set(topic, problem);
    for (const listener of this.#listeners) listener();
  }

  /** Called at every change. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
