import { LineCounter, parseDocument, type Document } from 'yaml';

import { ProblemError, problem, type Problem } from '#shared/vocabulary/problem.ts';

import { projectSchema, type ProjectConfig } from './project-schema.ts';

/** Something wrong in `portolan.yaml`, at the line (from 1) where it stands. */
export interface FileProblem {
  readonly line: number;
  readonly problem: Problem;
}

/** `config` is null when there are problems: half a configuration would build the wrong thing. */
export interface ParsedProject {
  readonly config: ProjectConfig | null;
  readonly problems: readonly FileProblem[];
}

/** Characters; a file of a port with thousands of fixes stays far below. */
const MAX_LENGTH = 8_000_000;

function documentOf(text: string): { document: Document.Parsed; lines: LineCounter } {
  const lines = new LineCounter();
  // Aliases are limited by the library itself (maxAliasCount), so a "billion laughs" file is refused.
  return { document: parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: true }), lines };
}

/** Reads the text of a `portolan.yaml`. Never throws: what is wrong is told with its line and what to do. */
export function parseProject(text: string): ParsedProject {
  if (text.length > MAX_LENGTH) return { config: null, problems: [{ line: 1, problem: problem('limit', 'portolan.yaml is too large.') }] };
  const { document, lines } = documentOf(text);
  if (document.errors.length > 0) {
    return {
      config: null,
      problems: document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        problem: problem('bad-input', 'This line is not YAML. Check its indentation, quotes and colons.', error.message),
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    return { config: null, problems: [{ line: 1, problem: problem('bad-input', 'portolan.yaml repeats its aliases too often.', String(thrown)) }] };
  }
  const parsed = projectSchema.safeParse(value);
  if (parsed.success) return { config: parsed.data, problems: [] };
  return {
    config: null,
    problems: parsed.error.issues.map((issue) => ({
      line: lineOf(document, lines, issue.path),
      problem: problem('bad-input', remedy(issue.path, issue.message), issue.code),
    })),
  };
}

function remedy(path: readonly PropertyKey[], message: string): string {
  const where = path.length === 0 ? 'The file' : `“${path.map(String).join('.')}”`;
  return `${where} cannot be used: ${message}. docs/project-file.md lists every key.`;
}

/** The line of the deepest part of `path` that stands in the file. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0];
      if (typeof start === 'number') return lines.linePos(start).line;
    }
  }
  return 1;
}

/**
 * The text of the file after `edit`; comments, order and quoting of everything else are kept. Throws a
 * {@link ProblemError} when the file is not in order before the edit, or would not be after it.
 */
export function editProject(text: string, edit: (document: Document) => void): string {
  const { document } = documentOf(text);
  if (document.errors.length > 0) throw new ProblemError('conflict', 'portolan.yaml has errors; mend them first, then do this again.');
  edit(document);
  const edited = document.toString({ lineWidth: 0 });
  const { problems } = parseProject(edited);
  const first = problems[0];
  if (first !== undefined) throw new ProblemError('conflict', `portolan.yaml would no longer be in order: ${first.problem.message}`);
  return edited;
}
