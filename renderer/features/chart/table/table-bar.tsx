import type { ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';
import { useCommandContext, type CommandContext } from '#renderer/state/commands/context.ts';
import { commandById, runCommand } from '#renderer/state/commands/registry.ts';
import { useMarked } from '#renderer/state/marked.ts';
import { CheckMenu } from '#renderer/ui/check-menu.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { ExportMenu } from '#renderer/ui/export-menu.tsx';
import { ActionMenu, type MenuEntry } from '#renderer/ui/menu.tsx';

import { toggleColumn } from './chosen-columns.ts';
import { PACKAGE_COLUMNS, type PackageColumn } from './columns.tsx';

function entry(id: string, context: CommandContext): MenuEntry {
  const command = commandById(id);
  return { id, title: command.title, disabledReason: command.refusal(context), run: () => void runCommand(command) };
}

/** Above the rows: what is marked and what can be done with it, the columns, and the ways out. */
export function TableBar({ rows, columns }: { readonly rows: number; readonly columns: readonly PackageColumn[] }): ReactNode {
  const marked = useMarked((state) => state.names.size);
  const context = useCommandContext();
  return (
    <div className="table-bar">
      <span role="status" className="soft">
        {marked === 0 ? plural(rows, 'package') : `${formatCount(marked)} marked of ${formatCount(rows)}`}
      </span>
      {marked === 0 ? (
        <span className="faint table-hint">Ctrl-click, Shift-click or Space marks rows</span>
      ) : (
        <>
          <CommandButton id="build-marked" title="Build or rebuild" />
          <CommandButton id="build-marked-dependents" title="Build or rebuild, with dependents">
            + dependents
          </CommandButton>
          <ActionMenu
            trigger={
              <button type="button" className="button" data-kind="plain">
                More <span aria-hidden="true">▾</span>
              </button>
            }
            entries={['marked-fix', 'marked-elsewhere', 'marked-owner', 'marked-leave-out'].map((id) => entry(id, context))}
          />
          <CommandButton id="clear-marks" kind="quiet" title="Unmark" />
        </>
      )}
      <span className="spacer" />
      <CheckMenu
        trigger={
          <button type="button" className="button" data-kind="quiet">
            Columns <span aria-hidden="true">▾</span>
          </button>
        }
        entries={PACKAGE_COLUMNS.filter(({ id }) => id !== 'name').map(({ id, words }) => ({ id, title: words, checked: columns.some((column) => column.id === id) }))}
        onToggle={toggleColumn}
      />
      <ExportMenu entries={[entry('export-csv', context), entry('export-json', context)]} />
    </div>
  );
}
