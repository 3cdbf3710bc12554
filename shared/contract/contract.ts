import { z } from 'zod';

import { command, query, stream, type Procedure } from './procedure.ts';
import { attemptRow, failureRow } from './schemas/attempt.ts';
import { bulkDone, bulkOutcome, bulkWish } from './schemas/bulk.ts';
import { failureCluster, suspicion } from './schemas/failures.ts';
import { builderRow, newBuilder, practiceStatus } from './schemas/fleet.ts';
import { criticalPathAnswer, unblocksMostAnswer, whatIfAnswer } from './schemas/foresight.ts';
import { firstMorningReport } from './schemas/first-morning.ts';
import { historyPiece } from './schemas/history.ts';
import { logChunk } from './schemas/log.ts';
import { LOG_PROCEDURES } from './schemas/log-view.ts';
import { packageDetail, targetDifference } from './schemas/package.ts';
import { passPreview } from './schemas/passes.ts';
import { parityReport } from './schemas/parity.ts';
import { planPaths } from './schemas/paths.ts';
import { planSummary, portDelta, portPiece, portSnapshot } from './schemas/port.ts';
import { CYCLE_PROCEDURES } from './schemas/cycles.ts';
import { depthReport } from './schemas/depth.ts';
import { debtRow } from './schemas/debt.ts';
import { addedPatch, fixChange, fixPreview, portFix, portFixes, stripLevel } from './schemas/port-fix.ts';
import { portReport } from './schemas/report.ts';
import { projectDescription, taskRow } from './schemas/project.ts';
import { streamRow } from './schemas/streams.ts';
import { attemptId, builderName, nothing, reason, sourceName } from './schemas/words.ts';

const sources = z.array(sourceName).min(1).max(100_000);
const queued = z.object({ queued: z.array(sourceName), skipped: z.array(z.object({ source: sourceName, why: z.string() })) });

/**
 * Every procedure between a window (or the command line) and the core: both ends are derived from this one value.
 * Names are `room.verb`.
 */
export const contract = {
  'project.describe': query(nothing, projectDescription),
  'project.changes': stream(nothing, projectDescription),

  'ingest.start': command(nothing, z.object({ task: z.string() })),

  'plan.summarise': query(nothing, planSummary),
  /** Why `from` needs `to`; without `to`, what holds `from` up. */
  'plan.paths': query(z.object({ from: sourceName, to: sourceName.nullable() }), planPaths),
  'plan.whatIf': query(z.object({ sources }), whatIfAnswer),
  /** The failed and unresolvable packages, those first that would free most. */
  'plan.unblocksMost': query(z.object({ most: z.number().int().min(1).max(1000) }), unblocksMostAnswer),
  'plan.criticalPath': query(nothing, criticalPathAnswer),
  /** The sources whose BuildRequires are others for the target than elsewhere, by name. */
  'plan.differences': query(nothing, z.array(targetDifference.extend({ source: sourceName }))),
  /** What a team must know before the first build. */
  'plan.firstMorning': query(nothing, firstMorningReport),

  /** The streams of all modules, by name. */
  'plan.streams': query(nothing, z.array(streamRow)),

  'port.snapshot': query(nothing, portSnapshot),
  /** The same as it stands when it is asked for, in pieces. */
  'port.pieces': stream(nothing, portPiece),
  /** First what has changed since `after`, then each change as it happens. */
  'port.changes': stream(z.object({ after: z.number() }), portDelta),
  /** All packages with why each is where it is; without `all` what is done is left out. */
  'port.report': query(z.object({ all: z.boolean() }), portReport),
  /** What has happened, in pieces, then each change as it happens. */
  'port.history': stream(nothing, historyPiece),

  'package.describe': query(z.object({ source: sourceName }), packageDetail),
  'package.leaveOut': command(z.object({ source: sourceName, reason }), nothing),
  'package.bringBack': command(z.object({ source: sourceName }), nothing),
  'package.applyFix': command(z.object({ source: sourceName, fix: portFix }), nothing),
  'package.removeFix': command(z.object({ source: sourceName, change: fixChange }), nothing),
  /** What a builder runs for the package with these fixes, beside what it runs with those of the project. */
  'package.previewFix': query(z.object({ source: sourceName, fixes: portFixes }), fixPreview),
  /** Takes in a patch that a person chose; it comes to lie beside portolan.yaml once a fix with it is applied. */
  'package.addPatch': command(z.object({ source: sourceName, name: z.string().max(200), text: z.string().max(1_000_000), strip: stripLevel }), addedPatch),

  /** Everything that is portable and not in the repository, in the scheduler's order. */
  'build.all': command(nothing, queued),
  'build.stopAll': command(nothing, z.object({ cancelled: z.number(), unqueued: z.number() })),
  'build.packages': command(z.object({ sources, dependents: z.boolean() }), queued),
  'build.cancel': command(z.object({ attempt: attemptId }), nothing),
  'build.unqueue': command(z.object({ sources }), nothing),
  /** Publishes what is held, although that breaks what resolves now; with `keepOld` beside what it replaces. */
  'build.release': command(z.object({ source: sourceName, keepOld: z.boolean() }), nothing),
  /** Builds with other fixes than the project's to see what comes of it; nothing of it lands. */
  'build.scratch': command(
    z.object({ source: sourceName, fixes: portFixes.optional(), without: fixChange.optional(), until: z.enum(['prep']).optional() }),
    z.object({ attempt: attemptId.nullable(), words: z.string() }),
  ),

  /** Every port fix that must go again, the oldest first. */
  'debt.list': query(nothing, z.array(debtRow)),

  /** How deep everything in the repository is, the shallowest first. */
  'depth.list': query(nothing, depthReport),

  /** Names the repository that a report would be made of now. */
  'parity.stamp': query(nothing, z.object({ stamp: z.string() })),
  /** What the repository lacks of the reference and of itself, what cannot be installed together, and what this pass made otherwise than the one before. */
  'parity.report': query(nothing, parityReport),

  /** What the pass that follows would do; null where portolan.yaml names none. And the pass that could be taken back now, if any. */
  'passes.preview': query(nothing, z.object({ next: passPreview.nullable(), withdrawable: z.number().nullable() })),
  /** How many noarch packages the pass would take ready-made now. */
  'passes.imports': query(nothing, z.object({ policy: z.enum(['none', 'noarch']), wanted: z.array(sourceName) })),
  'passes.import': command(nothing, z.object({ task: z.string() })),
  /** `pass` is the number that was shown. */
  'passes.open': command(z.object({ pass: z.number().int().min(2).max(1000) }), nothing),
  /** Takes the pass back that was opened last, as long as nothing was asked for or done in it. */
  'passes.withdraw': command(z.object({ pass: z.number().int().min(1).max(1000) }), nothing),

  ...CYCLE_PROCEDURES,

  'attempts.recent': query(z.object({ limit: z.number().int().min(1).max(1000) }), z.array(attemptRow)),
  'attempts.describe': query(z.object({ attempt: attemptId }), attemptRow),

  'failures.list': query(nothing, z.array(failureRow)),
  /** The same by what they share, those that hold up most first. */
  'failures.clusters': query(nothing, z.array(failureCluster)),
  'failures.suspects': query(z.object({ source: sourceName }), suspicion),

  /** What a wish would do; nothing is done. */
  'bulk.preview': query(bulkWish, bulkOutcome),
  'bulk.run': command(bulkWish, bulkDone),

  /** The log from byte `from`; ends when the attempt has ended and all is sent. */
  'log.follow': stream(z.object({ attempt: attemptId, from: z.number().int().min(0) }), logChunk),
  ...LOG_PROCEDURES,

  'fleet.list': query(nothing, z.array(builderRow)),
  'fleet.changes': stream(nothing, z.array(builderRow)),
  'fleet.add': command(newBuilder, nothing),
  'fleet.remove': command(z.object({ builder: builderName }), nothing),
  'fleet.probe': command(z.object({ builder: builderName }), nothing),
  /** A builder that is disabled is in quarantine, for the reason that is given. */
  'fleet.setEnabled': command(z.object({ builder: builderName, enabled: z.boolean(), reason: z.string().max(500).optional() }), nothing),
  /** The person has compared the fingerprint. */
  'fleet.acceptHostKey': command(z.object({ builder: builderName, fingerprint: z.string().max(100) }), nothing),

  'practice.status': query(nothing, practiceStatus),
  'practice.up': command(z.object({ kind: z.enum(['simulated', 'emulated']) }), z.object({ task: z.string() })),
  'practice.down': command(nothing, nothing),

  'tasks.changes': stream(nothing, z.array(taskRow)),
  'tasks.cancel': command(z.object({ task: z.string().max(100) }), nothing),
} as const satisfies Record<string, Procedure>;

export type Contract = typeof contract;
export type ProcedureName = keyof Contract;
export type NameOf<Kind extends Procedure['kind']> = { [N in ProcedureName]: Contract[N]['kind'] extends Kind ? N : never }[ProcedureName];
/** As the caller writes it, before defaults. */
export type Input<N extends ProcedureName> = z.input<Contract[N]['input']>;
/** As the handler gets it, after parsing. */
export type Parsed<N extends ProcedureName> = z.output<Contract[N]['input']>;
export type Output<N extends ProcedureName> = z.output<Contract[N]['output']>;

export function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(contract, name);
}
