import { Kbd } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IconSearch } from '../../components/icons.ts';
import { placeByArrow } from '../../components/menu/next-place.ts';
import { useMachineActions } from '../../modules/machines/use-machine-actions.tsx';
import { CommandList } from './command-list.tsx';
import { findCommands, type Command } from './commands.ts';
import { useCommands } from './use-commands.ts';
import classes from './command-palette.module.css';

export interface CommandPaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Finds pages, machines, blueprints and users, and runs actions, from the keyboard. */
export function CommandPalette({ opened, onClose }: CommandPaletteProps) {
  // Outside the window, for it asks back after the palette has closed.
  const actions = useMachineActions();
  return (
    <>
      <Dialog
        opened={opened}
        onClose={onClose}
        size={620}
        yOffset="12vh"
        withCloseButton={false}
        classNames={{ body: classes['body'] ?? '' }}
        attributes={{ content: { 'aria-label': 'Search' } }}
      >
        <Palette perform={actions.perform} onClose={onClose} />
      </Dialog>
      {actions.dialogs}
    </>
  );
}

interface PaletteProps {
  readonly perform: ReturnType<typeof useMachineActions>['perform'];
  readonly onClose: () => void;
}

function Palette({ perform, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const found = findCommands(useCommands(typed, perform), typed);
  const active = found[Math.min(place, found.length - 1)];

  const run = (command: Command) => {
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && active) {
      event.preventDefault();
      run(active);
    }
    if (found.length === 0) return;
    const next = placeByArrow(event.key, Math.min(place, found.length - 1), found.length);
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
  };

  return (
    <>
      <div className={classes['field']}>
        <IconSearch size={18} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Search or run an action"
          aria-expanded={found.length > 0}
          aria-controls="commands"
          aria-activedescendant={active && `command-${active.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search machines, pages, blueprints …"
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>Esc</Kbd>
      </div>
      <CommandList commands={found} active={active} onRun={run} />
    </>
  );
}
