import { parse } from 'yaml';

import { parseModuleDocument } from '#shared/rpm/modules/modulemd.ts';
import type { ModuleSet } from '#shared/rpm/modules/module-set.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** The largest of a distribution has some hundred documents of some thousand lines. */
const DOCUMENTS_MAX = 50_000;
const DOCUMENT_LENGTH_MAX = 8_000_000;

/** Reads a modules.yaml, a document at a time; throws a ProblemError that names `file` and the document where one cannot be read. */
export function parseModules(file: string, text: string): ModuleSet {
  const streams: ModuleSet['streams'][number][] = [];
  const defaults: ModuleSet['defaults'][number][] = [];
  const documents = text.split(/^---(?:[ \t].*)?$/m).map((each) => each.replace(/^\.\.\.[ \t]*$/m, '')).filter((each) => each.trim() !== '');
  if (documents.length > DOCUMENTS_MAX) throw new ProblemError('limit', `${file} has more than ${DOCUMENTS_MAX} documents.`);
  for (const [index, each] of documents.entries()) {
    const where = `Document ${index + 1} of ${file}`;
    if (each.length > DOCUMENT_LENGTH_MAX) throw new ProblemError('limit', `${where} is longer than ${DOCUMENT_LENGTH_MAX} characters.`);
    const document = parseModuleDocument(valueOf(each, where), where);
    if (!document.ok) throw new ProblemError(document.error.code, document.error.message);
    if (document.value.kind === 'stream') streams.push(document.value.stream);
    if (document.value.kind === 'default') defaults.push(document.value.value);
  }
  return { streams, defaults };
}

function valueOf(text: string, where: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', maxAliasCount: 0, logLevel: 'error' });
  } catch (thrown) {
    throw new ProblemError('bad-input', `${where} is not YAML.`, thrown instanceof Error ? thrown.message : String(thrown));
  }
}
