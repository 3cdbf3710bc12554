/** What was found in one entry of a project's `sources`, by count; counts that do not apply are 0. */
export interface FoundCounts {
  readonly trees: number;
  readonly specs: number;
  /** Of the specs. */
  readonly evaluated: number;
  /** Source packages that are described whole: of a repository, or SRPMs. */
  readonly packages: number;
  /** Repositories that are to be cloned when the sources are read. */
  readonly uncloned: number;
}

/** What was found, as the command line and the window say it; `found` null: it was not read yet. */
export function sayFound(found: FoundCounts | null, problems: number): string {
  const parts: string[] = [];
  if (found === null) parts.push('not read yet');
  else {
    const { trees, specs, evaluated, packages, uncloned } = found;
    if (trees > 0) parts.push(counted(trees, 'tree'));
    if (specs > 0 || trees > 0) parts.push(counted(specs, 'spec'));
    if (specs > evaluated) parts.push(`${specs - evaluated} not evaluated yet`);
    if (packages > 0) parts.push(counted(packages, 'source package'));
    if (uncloned > 0) parts.push(`${uncloned} not cloned yet`);
    if (trees + specs + packages + uncloned === 0) parts.push('nothing');
  }
  if (problems > 0) parts.push(counted(problems, 'problem'));
  return parts.join(', ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
