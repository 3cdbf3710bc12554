import { Command } from 'commander';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { buildCommand } from './commands/build.ts';
import { cyclesCommand } from './commands/cycles.ts';
import { debtCommand } from './commands/debt.ts';
import { criticalPathCommand } from './commands/critical-path.ts';
import { depthCommand } from './commands/depth.ts';
import { doctorCommand } from './commands/doctor.ts';
import { firstMorningCommand } from './commands/first-morning.ts';
import { ingestCommand } from './commands/ingest.ts';
import { initCommand } from './commands/init.ts';
import { modulesCommand } from './commands/modules.ts';
import { parityCommand } from './commands/parity.ts';
import { passCommand } from './commands/pass.ts';
import { planCommand } from './commands/plan.ts';
import { practiceCommand } from './commands/practice.ts';
import { releaseCommand } from './commands/release.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { sourcesCommand } from './commands/sources.ts';
import { statusCommand } from './commands/status.ts';
import { triageCommand } from './commands/triage.ts';
import { whatIfCommand } from './commands/what-if.ts';
import { whyCommand } from './commands/why.ts';

/** The command line: a thin face of the same core that the window uses. */
const program = new Command('portolan')
  .description('The chart of a distribution’s port to IBM Z')
  .showHelpAfterError()
  .addCommand(initCommand())
  .addCommand(ingestCommand())
  .addCommand(sourcesCommand())
  .addCommand(modulesCommand())
  .addCommand(planCommand())
  .addCommand(firstMorningCommand())
  .addCommand(statusCommand())
  .addCommand(whatIfCommand())
  .addCommand(criticalPathCommand())
  .addCommand(cyclesCommand())
  .addCommand(whyCommand())
  .addCommand(reportCommand())
  .addCommand(triageCommand())
  .addCommand(buildCommand())
  .addCommand(debtCommand())
  .addCommand(depthCommand())
  .addCommand(passCommand())
  .addCommand(releaseCommand())
  .addCommand(parityCommand())
  .addCommand(practiceCommand())
  .addCommand(serveCommand())
  .addCommand(doctorCommand());

// Whoever reads what is printed may stop early (`portolan plan | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (thrown) {
  const { message, detail } = problemOf(thrown);
  process.stderr.write(`portolan: ${message}\n${detail === undefined ? '' : `  ${detail}\n`}`);
  process.exitCode = 1;
}
