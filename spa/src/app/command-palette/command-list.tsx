import { useEffect, useRef } from 'react';
import { commandGroups, type Command } from './commands.ts';
import classes from './command-palette.module.css';

interface CommandListProps {
  readonly commands: readonly Command[];
  readonly active: Command | undefined;
  readonly onRun: (command: Command) => void;
}

export function CommandList({ commands, active, onRun }: CommandListProps) {
  if (commands.length === 0) {
    return (
      <p className={classes['empty']} role="status">
        Nothing found. Try the beginning of a name.
      </p>
    );
  }
  return (
    <div id="commands" role="listbox" aria-label="Results" className={classes['list']}>
      {commandGroups.map((group) => {
        const members = commands.filter((command) => command.group === group);
        if (members.length === 0) return null;
        return (
          <div key={group} role="group" aria-labelledby={`commands-${group}`}>
            <p id={`commands-${group}`} role="presentation" className={classes['group']}>
              {group}
            </p>
            {members.map((command) => (
              <Option key={command.id} command={command} isActive={command.id === active?.id} onRun={onRun} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface OptionProps {
  readonly command: Command;
  readonly isActive: boolean;
  readonly onRun: (command: Command) => void;
}

function Option({ command, isActive, onRun }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  const { Icon } = command;
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field above keeps the focus and handles the keys (combobox pattern)
    <div
      ref={element}
      id={`command-${command.id}`}
      role="option"
      aria-selected={isActive}
      className={classes['option']}
      onClick={() => {
        onRun(command);
      }}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes['label']}>{command.label}</span>
      {command.detail !== undefined && <span className={classes['detail']}>{command.detail}</span>}
    </div>
  );
}
