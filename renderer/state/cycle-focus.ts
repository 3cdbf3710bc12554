import { create } from 'zustand';

import type { CycleCut } from '#shared/contract/schemas/cycles.ts';

/** The way to cut a cycle that the keys are on, so that commands know it. */
export const useCycleFocus = create<{ readonly cut: CycleCut | null }>(() => ({ cut: null }));

/** Why a cut cannot be applied by a click; null when it can. */
export function refusalToApply(cut: CycleCut): string | null {
  if (cut.applied) return 'It holds already.';
  if (cut.fix !== null || cut.edge !== null) return null;
  switch (cut.kind) {
    case 'import':
      return 'What is noarch is imported all together, on the Project screen, where the pass’s entry in portolan.yaml says “import: noarch”.';
    case 'older-build':
      return 'What the pass began with serves by itself.';
    case 'base':
      return 'That is the pass’s own setting: “provider: use-base” in portolan.yaml.';
    case 'check':
    case 'doc':
      return 'No bcond switches it: the line has to go out of the spec, once the suspicion is proven.';
    default:
      return 'No way is known that the program could apply.';
  }
}
