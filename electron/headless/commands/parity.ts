import { Command } from 'commander';

import type { ParityReport, SourceParityRow } from '#shared/contract/schemas/parity.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

/** So many of each list are printed; `--json` has them all. */
const NAMED = 30;
const OF_EACH = 5;

export function parityCommand(): Command {
  return new Command('parity')
    .description('what the repository lacks of the reference and of itself, and what this pass made otherwise than the one before')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const report = await client.call('parity.report', {});
        print(json ? JSON.stringify(report, null, 2) : describeParity(report));
      }),
    );
}

function describeParity({ known, hasReference, compared, parity, unmet, conflicts, uncompared, rebuilt, differing }: ParityReport): string {
  if (known === 0) return 'Nothing in the repository has its packages on record: what a simulation built has none.';
  return [
    hasReference ? `${compared} of ${known} packages in the repository are in the reference; ${compared - parity.length} have all that it has.` : `portolan.yaml names no reference, so that ${known} packages are compared with nothing.`,
    ...some(parity.map((row) => `  ${row.source}: ${lacks(row).join('; ')}`)),
    unmet.length === 0 ? 'All that the repository requires it provides.' : `${unmet.length} requirements are met by nothing in the repository:`,
    ...some(unmet.map(({ who, dependency }) => `  ${who} requires ${dependency}`)),
    conflicts.length === 0 ? 'No two packages of the repository have a file that is not the same in both.' : `${conflicts.length} pairs of packages cannot be installed together because of files that both have:`,
    ...some(conflicts.map(({ one, other, files, total }) => `  ${one.nevra} and ${other.nevra}: ${listed(files.map(({ path, differs }) => `${path} (${differs})`), total)}`)),
    ...(uncompared === 0 ? [] : [`${uncompared} packages came in before it was written down what is in their files, and were not looked at for that.`]),
    ...(rebuilt === 0 ? [] : [`${rebuilt} were built in the pass before too; ${rebuilt - differing.length} came out the same.`]),
    ...some(differing.map(({ source, differences, total }) => `  ${source}: ${listed(differences, total)}`)),
  ].join('\n');
}

function lacks({ missingPackages, extraPackages, missingSonames, missingProvides, missingFiles }: SourceParityRow): string[] {
  const said = (words: string, names: readonly string[]): string[] => (names.length === 0 ? [] : [`${words} ${listed(names, names.length)}`]);
  return [...said('lacks the package', missingPackages), ...said('has besides', extraPackages), ...said('lacks', missingSonames), ...said('does not provide', missingProvides), ...said('has no', missingFiles)];
}

function listed(names: readonly string[], total: number): string {
  const shown = names.slice(0, OF_EACH);
  return `${shown.join(', ')}${total > shown.length ? ` and ${total - shown.length} more` : ''}`;
}

function some(lines: readonly string[]): readonly string[] {
  return lines.length > NAMED ? [...lines.slice(0, NAMED), `  … and ${lines.length - NAMED} more`] : lines;
}
