import { at, reverse, successors, type Graph } from './graph.ts';
import { shortestPaths } from './shortest-path.ts';

/** The shortest paths from one node to another, both included, smallest numbers first; `most` of them at most, none where there is no way. */
export function pathsBetween(graph: Graph, start: number, goal: number, most: number): readonly (readonly number[])[] {
  const ahead = shortestPaths(graph, start).steps;
  const behind = shortestPaths(reverse(graph), goal).steps;
  const length = at(ahead, goal);
  if (length < 0) return [];
  const found: number[][] = [];
  const stack: number[][] = [[start]];
  for (let path = stack.pop(); path !== undefined && found.length < most; path = stack.pop()) {
    const last = path.at(-1) ?? -1;
    if (last === goal) found.push(path);
    else {
      // Only what lies on a shortest path: no way is followed that does not arrive.
      const next = [...successors(graph, last)].filter((node) => at(ahead, node) === path.length && at(behind, node) === length - path.length);
      for (const node of next.reverse()) stack.push([...path, node]);
    }
  }
  return found;
}
