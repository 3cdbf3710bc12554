import type { ReactNode } from 'react';

import { commandById, runCommand } from '#renderer/state/commands/registry.ts';
import { usePlace } from '#renderer/state/location.ts';
import { BUILT_IN_VIEWS, openView, presentSearch, useSavedViews } from '#renderer/state/saved-views.ts';
import { ActionMenu, type MenuEntry } from '#renderer/ui/menu.tsx';

/** The places with a name: the usual ones, those that were saved, and the way to save this one. */
export function ViewsMenu(): ReactNode {
  const views = useSavedViews((state) => state.views);
  const here = usePlace(presentSearch);
  const all = [...BUILT_IN_VIEWS, ...views];
  const shown = all.find(({ search }) => search === here);
  const entry = (view: (typeof all)[number]): MenuEntry => ({ id: view.name, title: view.name, run: () => openView(view) });
  const command = (id: string, key?: string): MenuEntry => ({ id, title: commandById(id).title, key, run: () => void runCommand(commandById(id)) });
  return (
    <ActionMenu
      trigger={
        <button type="button" className="button views-button" data-kind="plain" aria-label={shown === undefined ? 'Views' : `Views, now ${shown.name}`}>
          <span className="truncate">{shown?.name ?? 'Views'}</span>
          <span aria-hidden="true">▾</span>
        </button>
      }
      entries={[...BUILT_IN_VIEWS.map(entry), 'rule', ...views.map(entry), ...(views.length > 0 ? ['rule' as const] : []), command('save-view', 'S'), ...(views.length > 0 ? [command('manage-views')] : [])]}
    />
  );
}
