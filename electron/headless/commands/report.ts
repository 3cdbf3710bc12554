import { writeFile } from 'node:fs/promises';

import { Command, Option } from 'commander';

import { reportCsv, reportHtml, reportText, type Report } from '#shared/progress/report.ts';

import { print, projectOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  text: reportText,
  csv: reportCsv,
  html: reportHtml,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
};

interface ReportFlags extends ProjectOption {
  readonly format: string;
  readonly all: boolean;
  readonly output?: string;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('the port to send on: how far it is, and why each package that is not done is where it is')
    .addOption(projectOption())
    .addOption(new Option('--format <form>', 'of what is written').choices(Object.keys(FORMATS)).default('text'))
    .option('--all', 'what is done, too', false)
    .option('-o, --output <file>', 'where it is written, in place of the screen')
    .action(({ project, format, all, output }: ReportFlags) =>
      withClient(project, async (client) => {
        const text = FORMATS[format]?.(await client.call('port.report', { all })) ?? '';
        if (output === undefined) print(text.replace(/\n$/, ''));
        else await writeFile(output, text);
      }),
    );
}
