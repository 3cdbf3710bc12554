import { Command } from 'commander';

import { runDoctor } from '#electron/core/doctor/doctor.ts';

import { jsonOption, print, type JsonOption } from './project-option.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what is missing on this machine, and the command that mends it')
    .addOption(jsonOption())
    .action(async ({ json }: JsonOption) => {
      const findings = await runDoctor();
      if (json) print(JSON.stringify(findings, null, 2));
      else {
        for (const { what, neededFor, problem } of findings) {
          print(problem === null ? `✓ ${what}` : `✕ ${what} (for ${neededFor.join(', ')}): ${problem.message}\n    ${problem.mend}`);
        }
      }
      if (findings.some(({ problem }) => problem !== null)) process.exitCode = 1;
    });
}
