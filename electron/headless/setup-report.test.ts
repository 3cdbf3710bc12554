import { expect, it } from 'vitest';

import { packagesFor } from './setup-packages.ts';
import { rootReporter } from './setup-report.ts';

it('tells of each step once, and of each tenth', () => {
  const lines: string[] = [];
  const report = rootReporter((line) => lines.push(line));
  for (const [phase, fraction] of [['Fetching packages', 0.04], ['Installing packages (perl)', 0.35], ['Installing packages (dnf)', 0.39], ['Installing packages (gcc)', 0.41]] as const) report({ phase, fraction });
  expect(lines).toEqual(['  4 % Fetching packages', ' 35 % Installing packages', ' 41 % Installing packages']);
});

it('asks for the packages of what is missing, each once', () => {
  const finding = (id: string, missing: boolean) => ({ id, what: id, why: '', neededFor: [], problem: missing ? { message: '', mend: '' } : null });
  expect(packagesFor([finding('rpm', true), finding('zstd', false), finding('mmdebstrap', true), finding('root', true)])).toEqual(['mmdebstrap', 'debian-archive-keyring', 'rpm']);
});
