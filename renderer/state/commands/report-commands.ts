import { reportCsv, reportHtml, type Report } from '#shared/progress/report.ts';
import { perform } from '#renderer/state/perform.ts';
import { saveFile } from '#renderer/ui/save-file.ts';

import type { Command } from './command.ts';

function save(form: string, type: string, write: (report: Report) => string): void {
  void perform('report', async (client) => {
    const report = await client.call('port.report', { all: true });
    saveFile(`port-report.${form}`, type, write(report));
    return { message: `The report has ${report.rows.length} packages.` };
  });
}

/** What a person sends on: each package with the sentence that its drawer has. */
export const REPORT_COMMANDS: readonly Command[] = [
  { id: 'report-html', title: 'Save a report of the port as a page', group: 'Port', key: null, refusal: ({ summary }) => (summary === null ? 'There is nothing to report yet.' : null), run: () => save('html', 'text/html;charset=utf-8', reportHtml) },
  { id: 'report-csv', title: 'Save a report of the port as CSV', group: 'Port', key: null, refusal: ({ summary }) => (summary === null ? 'There is nothing to report yet.' : null), run: () => save('csv', 'text/csv;charset=utf-8', reportCsv) },
];
