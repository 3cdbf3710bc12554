import type { PassMode } from '../plan/types.ts';
import { profileWords, type PassProfile } from './profile.ts';

/** The port as far as opening a pass goes; counts are of source packages. */
export interface PassGround {
  readonly pass: number;
  /** The newest generation of the repository. */
  readonly generation: number;
  readonly portable: number;
  readonly leftOut: number;
  /** What the repository has a build of. */
  readonly inRepo: number;
  /** Attempts that have not ended, scratch builds aside. */
  readonly running: number;
  /** Built and verified, but in no generation yet. */
  readonly unpublished: number;
  readonly held: number;
  readonly requested: number;
}

/** One pass as portolan.yaml plans it. */
export interface PlannedPass extends PassProfile {
  readonly mode: PassMode;
  readonly inherit: boolean;
  /** What is noarch is taken ready-made from the reference. */
  readonly import: 'none' | 'noarch';
}

/** What opening the following pass would do. */
export interface NextPass {
  readonly pass: number;
  readonly mode: PassMode;
  readonly generation: number;
  readonly inherit: boolean;
  /** How many packages it builds. */
  readonly toBuild: number;
  /** Why it cannot be opened now, for a person; null when it can. */
  readonly refusal: string | null;
  /** What it does, one sentence each: the same in the window and on the command line. */
  readonly sentences: readonly string[];
}

/** What would follow from opening the pass after the one that is under way; null where portolan.yaml names none. */
export function nextPass(ground: PassGround, planned: PlannedPass | undefined): NextPass | null {
  if (planned === undefined) return null;
  const pass = ground.pass + 1;
  const { mode } = planned;
  const inherit = mode.kind === 'frozen' && planned.inherit;
  const toBuild = ground.portable - ground.leftOut;
  return { pass, mode, generation: ground.generation, inherit, toBuild, refusal: refusalOf(ground), sentences: sentencesOf(ground, planned, pass, inherit, toBuild) };
}

function refusalOf({ pass, running, unpublished, inRepo }: PassGround): string | null {
  if (inRepo === 0) return `Nothing of pass ${pass} is in the repository, so a further pass would begin where this one did.`;
  if (running > 0) return `${counted(running, 'attempt is', 'attempts are')} under way in pass ${pass}. Wait for them, or stop everything.`;
  return unpublished > 0 ? `${counted(unpublished, 'package is', 'packages are')} built but not published yet.` : null;
}

function sentencesOf({ pass: before, generation, portable, leftOut, inRepo, held, requested }: PassGround, planned: PlannedPass, pass: number, inherit: boolean, toBuild: number): string[] {
  const missing = portable - leftOut - inRepo;
  const words = profileWords(planned);
  return [
    planned.mode.kind === 'frozen'
      ? `Pass ${pass} builds ${counted(toBuild, 'package', 'packages')} anew, each in generation ${generation} as it is now: nothing waits for anything.`
      : `Pass ${pass} builds ${counted(toBuild, 'package', 'packages')} anew, each in what the repository has by then; what is still to be rebuilt ${planned.mode.provider === 'wait' ? 'is waited for, but for cycles' : 'is taken as pass ' + String(before) + ' built it'}.`,
    ...(words === '' ? [] : [`Every build goes ${words}.`]),
    ...(inherit ? [`A package that fails keeps the build of pass ${before}, and is marked as inherited.`] : []),
    ...(planned.import === 'noarch' ? ['What is noarch only can be imported from the reference in place of being built: say so before the builds begin.'] : []),
    ...(missing > 0 ? [`${counted(missing, 'package has', 'packages have')} no build in the repository; whatever needs them is built without, or fails.`] : []),
    ...(held > 0 ? [`${counted(held, 'package is', 'packages are')} held in pass ${before}; what was built of them is given up.`] : []),
    ...(requested > 0 ? [`${counted(requested, 'request', 'requests')} of pass ${before} ${requested === 1 ? 'goes' : 'go'} from the queue.`] : []),
    'Nothing is built until somebody says so; until then the pass can be taken back.',
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? one : many}`;
}
