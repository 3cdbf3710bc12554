/** The one thing of Node that a test of the style sheet needs: the window's own code must not see Node's types. */
declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string;
}
