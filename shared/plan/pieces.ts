/** Long work that can be left and taken up again: each `yield` is a moment at which others may go on. */
export type Pieces<Value> = Generator<undefined, Value, undefined>;

/** The same at one go. */
export function atOnce<Value>(pieces: Pieces<Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}
