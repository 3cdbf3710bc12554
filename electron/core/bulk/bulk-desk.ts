import type { BulkAction, BulkDone, BulkOutcome, BulkWish } from '#shared/contract/schemas/bulk.ts';
import { assertNever } from '#shared/vocabulary/assert-never.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';

import type { BuildService } from '../build/build-service.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { PortService } from '../port/port-service.ts';
import { applyFix, bringBack, dayAt, leaveOut, removeFix, type ProjectEdit } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import { judge, wayBack, type BulkSituation } from './bulk-rules.ts';

/** A wish with each package judged. */
interface Judged extends BulkOutcome {
  readonly sources: readonly SourceName[];
}

/** One wish for many packages. What people decide about a package goes into `portolan.yaml`, as by a single click. */
export class BulkDesk {
  readonly #port: PortService;
  readonly #project: ProjectFolder;
  readonly #describer: PackageDescriber;
  readonly #builds: BuildService;
  readonly #situation: BulkSituation;
  readonly #clock: () => number;

  constructor(port: PortService, project: ProjectFolder, describer: PackageDescriber, builds: BuildService, clock: () => number) {
    this.#clock = clock;
    this.#port = port;
    this.#project = project;
    this.#describer = describer;
    this.#builds = builds;
    this.#situation = {
      port,
      fixesOf: (source) => project.view.config.portFixes[source] ?? [],
      refusal: (source, row) => builds.refusal(source, row),
    };
  }

  /** What the wish would do now. Throws a `not-found` problem for a name that the port does not have. */
  preview(wish: BulkWish): BulkOutcome {
    const { does, skips } = this.#judge(wish);
    return { does, skips };
  }

  /** Does it, to those packages to which it applies, and says how to undo it. */
  async run(wish: BulkWish): Promise<BulkDone> {
    const { does, skips, sources } = this.#judge(wish);
    const undo = wayBack(wish.action, sources, this.#situation);
    if (sources.length > 0) await this.#do(wish.action, sources);
    return { does, skips, undo };
  }

  #judge({ sources: names, action }: BulkWish): Judged {
    const does: BulkOutcome['does'] = [];
    const skips: BulkOutcome['skips'] = [];
    const sources: SourceName[] = [];
    for (const name of new Set(names)) {
      const { source, row } = this.#describer.find(name);
      const judgement = judge(action, source, row, this.#situation);
      if (judgement.what === undefined) skips.push({ source, why: judgement.why });
      else {
        does.push({ source, what: judgement.what });
        sources.push(source);
      }
    }
    return { does, skips, sources };
  }

  async #do(action: BulkAction, sources: readonly SourceName[]): Promise<void> {
    switch (action.kind) {
      case 'rebuild':
        this.#request(sources, false);
        return;
      case 'rebuild-elsewhere':
        this.#request(sources, true);
        return;
      case 'cancel':
        return this.#cancel(sources);
      case 'apply-fix':
        await this.#edit(sources.map((source) => applyFix(source, action.fix, dayAt(this.#clock()))));
        this.#request(sources, false);
        return;
      case 'remove-fix':
        return this.#edit(sources.map((source) => removeFix(source, action.change)));
      case 'leave-out':
        return this.#edit(sources.map((source) => leaveOut(source, action.reason)));
      case 'bring-back':
        return this.#edit(sources.map((source) => bringBack(source)));
      case 'give-verdict': {
        const { failureClass, note, owner } = action;
        this.#port.record(
          sources.flatMap((source) => [
            { kind: 'verdict-given', source, failureClass, note, signature: this.#port.latestOf(source)?.failure?.signature ?? '' } as const,
            ...(owner === undefined ? [] : [{ kind: 'owner-set', source, owner } as const]),
          ]),
        );
        return;
      }
      case 'withdraw-verdict':
        this.#port.record(sources.map((source) => ({ kind: 'verdict-withdrawn', source })));
        return;
      case 'set-owner':
        this.#port.record(sources.map((source) => ({ kind: 'owner-set', source, owner: action.owner })));
        return;
      default:
        return assertNever(action);
    }
  }

  #request(sources: readonly SourceName[], elsewhere: boolean): void {
    this.#port.record([{ kind: 'build-requested', sources, ...(elsewhere ? { elsewhere } : {}) }]);
  }

  async #cancel(sources: readonly SourceName[]): Promise<void> {
    this.#builds.unqueue(sources);
    const running = sources.flatMap((source) => this.#port.latestOf(source) ?? []).filter(({ state }) => !isEnded(state));
    await Promise.all(running.map(({ id }) => this.#builds.cancel(id)));
  }

  /** One write of the file for all of them. */
  #edit(edits: readonly ProjectEdit[]): Promise<void> {
    return this.#project.edit((document) => {
      for (const edit of edits) edit(document);
    });
  }
}
