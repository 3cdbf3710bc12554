import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import type { FailureClass } from './classes.ts';
import { triageLog } from './triage.ts';

const folder = join(process.env['PORTOLAN_DATA'] ?? join(import.meta.dirname, '../../../shared/data'), 'build-logs/llvm-snapshots');
const have = existsSync(folder);

/** What the collection's own labels are in our words. */
const LABELS: Readonly<Record<string, FailureClass>> = {
  cause_cmake_error: 'configure',
  cause_copr_timeout: 'timeout',
  cause_dependency_issue: 'dependency',
  cause_downstream_patch_application: 'source',
  cause_rpm__directory_not_found: 'packaging',
  cause_rpm__file_not_found: 'packaging',
  cause_rpm__installed_but_unpackaged_files_found: 'packaging',
  cause_test: 'test-failure',
};

/** White space aside, and without the `error: ` that rpm puts before what it repeats in its closing list. */
const plain = (line: string): string => line.replace(/\s+/g, ' ').trim().replace(/^error: /, '');

// Nobody tunes rules to these logs: what they show is how well the rules carry over. So only the survival is asserted.
describe('labelled logs of others', () => {
  it.skipIf(!have)('are read; class and causal line against their labels are printed [skipped without build-logs in PORTOLAN_DATA]', () => {
    const rows = readdirSync(folder).filter((file) => file.endsWith('.log.gz')).sort().map((file) => {
      const name = file.replace('.log.gz', '');
      const triage = triageLog(gunzipSync(readFileSync(join(folder, file))), { logKind: 'build' });
      const golden = gunzipSync(readFileSync(join(folder, `${name}.golden.txt.gz`))).toString();
      const inside = triage.causal !== null && golden.split('\n').map(plain).includes(plain(triage.causal.text));
      expect(triage.lines).toBeGreaterThan(0);
      return { name, lines: triage.lines, class: triage.class, right: triage.class === LABELS[name], inside };
    });
    console.table(rows);
    const count = (what: (row: (typeof rows)[number]) => boolean): string => `${String(rows.filter(what).length)} of ${String(rows.length)}`;
    console.info(`class right: ${count((row) => row.right)}; causal line inside the golden extract: ${count((row) => row.inside)}; both: ${count((row) => row.right && row.inside)}`);
  });
});
