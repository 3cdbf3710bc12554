import type { PracticeStatus } from '#shared/contract/schemas/fleet.ts';

import type { BuilderConfig } from '../builders/types.ts';
import type { SimulatedFleetWish } from '../project/project-schema.ts';
import type { TaskContext } from '../tasks/task-board.ts';

/** A practice fleet that is up: builders like any others, except that the window says what they are. */
export interface PracticeFleet {
  readonly kind: 'simulated' | 'emulated';
  readonly builders: readonly BuilderConfig[];
  /** Where its repository is kept, and how its builders reach it. */
  readonly repository: { readonly path: string; readonly url: string };
  stop(): Promise<void>;
  /** The core ends: a fleet inside its process ends too, one that stands by itself goes on. */
  release(): Promise<void>;
}

/** How the core comes by builders for practice; a host passes it in, since the core knows none. */
export interface PracticeProvider {
  status(): Promise<Omit<PracticeStatus, 'running'>>;
  /** The fleet that an earlier program left running, if there is one. */
  adopt(): Promise<PracticeFleet | null>;
  /** Starts a fleet, making the root of the emulated guests first where it is not cached. `wish`: how large a simulation the project wants. */
  up(kind: PracticeFleet['kind'], context: TaskContext, wish: SimulatedFleetWish | null): Promise<PracticeFleet>;
}
