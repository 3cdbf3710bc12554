/** The layers to draw in one frame: those from `from` on, before `to`. With the lowest of them, 0, the picture begins anew. */
export interface Turn {
  readonly from: number;
  readonly to: number;
}

/**
 * Says which layers of a picture are drawn in a frame: one more with each frame until it is whole for the first time, then
 * always all. What a canvas's memory costs when it is first touched, and code when it first runs, is then never one task,
 * and the window answers in between.
 */
export class FirstPicture {
  #drawn = 0;
  #whole = false;

  get whole(): boolean {
    return this.#whole;
  }

  /** Something else is to be shown: what was begun of it is drawn to its end at once, so that no run of changes keeps the picture from being whole. */
  change(): void {
    if (this.#drawn > 1) this.#whole = true;
  }

  /** The layers of this frame, of so many; where there is no more to show yet than the ground, that is all and the rest is to come. */
  next(layers: number): Turn {
    if (layers <= 1) return { from: 0, to: (this.#drawn = 1) };
    if (this.#whole) return { from: 0, to: layers };
    const from = Math.min(this.#drawn, layers - 1);
    this.#drawn = from + 1;
    this.#whole = this.#drawn === layers;
    return { from, to: this.#drawn };
  }
}
