/** Lets the window answer and draw before what comes next. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => void window.setTimeout(resolve, 0));
}
