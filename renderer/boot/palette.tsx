import { Dialog } from '@base-ui/react/dialog';
import { Command as Cmdk } from 'cmdk';
import { useEffect, useState, type ReactNode } from 'react';

import { sayChord } from '#renderer/state/commands/command.ts';
import { useCommandContext } from '#renderer/state/commands/context.ts';
import { COMMANDS, runCommand } from '#renderer/state/commands/registry.ts';
import { IS_MAC } from '#renderer/state/commands/use-command.ts';
import { go } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { usePort } from '#renderer/state/port.ts';
import { stateAt } from '#renderer/state/port-model.ts';
import { openView, useSavedViews } from '#renderer/state/saved-views.ts';
import { takeTyped, useTypedAhead } from '#renderer/state/typed-ahead.ts';
import { Kbd, StateMark } from '#renderer/ui/chip.tsx';

const MOST_PACKAGES = 12;

/** Packages whose name holds the words: those that begin with them first, then those that hold up most. */
function usePackages(search: string): readonly number[] {
  const model = usePort((state) => state.model);
  const needle = search.trim().toLowerCase();
  if (model === null || needle.length < 2) return [];
  const found = [...model.names.keys()].filter((source) => (model.names[source] ?? '').toLowerCase().includes(needle));
  const begins = (source: number): number => ((model.names[source] ?? '').toLowerCase().startsWith(needle) ? 1 : 0);
  return found.sort((a, b) => begins(b) - begins(a) || (model.waits[b] ?? 0) - (model.waits[a] ?? 0)).slice(0, MOST_PACKAGES);
}

/** A word of the title that begins with what was typed counts most, then its letters anywhere, then the words in any order. */
function rank(value: string, search: string): number {
  const title = value.toLowerCase();
  const needle = search.trim().toLowerCase();
  if (title.startsWith(needle)) return 1;
  if (title.includes(` ${needle}`)) return 0.8;
  if (needle.split(/\s+/).every((word) => title.includes(word))) return 0.4;
  return 0;
}

function Content({ close }: { readonly close: () => void }): ReactNode {
  const [search, setSearch] = useState('');
  useEffect(() => {
    const take = (): void => {
      const typed = takeTyped();
      if (typed !== '') setSearch((before) => before + typed);
    };
    take();
    return useTypedAhead.subscribe(take);
  }, []);
  const context = useCommandContext();
  const model = usePort((state) => state.model);
  const packages = usePackages(search);
  const views = useSavedViews((state) => state.views);
  const groups = [...new Set(COMMANDS.map((command) => command.group))];
  return (
    <Cmdk label="Commands" loop filter={rank}>
      <Cmdk.Input className="palette-input" value={search} onValueChange={setSearch} placeholder="What to do, or a package to go to" autoFocus />
      <Cmdk.List className="palette-list">
        <Cmdk.Empty className="palette-empty">Nothing is called that.</Cmdk.Empty>
        {groups.map((group) => (
          <Cmdk.Group key={group} heading={group === 'Package' && context.place.select !== null ? `Package · ${context.place.select}` : group}>
            {COMMANDS.filter((command) => command.group === group && command.id !== 'palette').map((command) => {
              const refusal = command.refusal(context);
              return (
                <Cmdk.Item
                  key={command.id}
                  value={command.title}
                  disabled={refusal !== null}
                  className="palette-item"
                  onSelect={() => {
                    close();
                    runCommand(command);
                  }}
                >
                  <span>{command.title}</span>
                  {refusal === null ? null : <small className="truncate">{refusal}</small>}
                  <span className="spacer" />
                  {command.key === null ? null : <Kbd>{sayChord(command.key, IS_MAC)}</Kbd>}
                </Cmdk.Item>
              );
            })}
          </Cmdk.Group>
        ))}
        {views.length === 0 ? null : (
          <Cmdk.Group heading="Saved views">
            {views.map((view) => (
              <Cmdk.Item
                key={view.name}
                value={`${view.name} view`}
                className="palette-item"
                onSelect={() => {
                  close();
                  openView(view);
                }}
              >
                <span>{view.name}</span>
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
        {model === null || packages.length === 0 ? null : (
          <Cmdk.Group heading="Packages">
            {packages.map((source) => (
              <Cmdk.Item
                key={source}
                value={`${model.names[source] ?? ''} package`}
                className="palette-item"
                onSelect={() => {
                  close();
                  go({ select: model.names[source] ?? null });
                }}
              >
                <StateMark state={stateAt(model, source)} words={model.names[source]} />
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
      </Cmdk.List>
    </Cmdk>
  );
}

/** Every command with its key, and every package: Ctrl/Cmd-K. */
export function CommandPalette(): ReactNode {
  const open = usePanels((panels) => panels.palette);
  const close = (): void => usePanels.setState({ palette: false });
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette" aria-label="Commands">
          <Content close={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
