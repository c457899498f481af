import { foldedWords, foldText } from '@cloudapp/contracts/fold-text';
import type { Icon } from '@tabler/icons-react';

export const commandGroups = ['Pages', 'Machines', 'Users', 'Blueprints', 'Actions'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something that the palette can do. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly Icon: Icon;
  /** Only offered to who asks for it by typing. */
  readonly hidden?: boolean;
  readonly run: () => void;
}

const mostPerGroup = 7;

function rank(command: Command, words: readonly string[]): number {
  const label = foldText(command.label);
  const text = `${label} ${foldText(command.detail ?? '')}`;
  if (!words.every((word) => text.includes(word))) return -1;
  return words.filter((word) => label.split(/[\s-]/).some((piece) => piece.startsWith(word))).length;
}

/** The commands that match what was typed, best first in each group, groups in their order. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = foldedWords(typed);
  if (words.length === 0 && typed.trim() !== '') return [];
  const found = commands
    .filter((command) => words.length > 0 || command.hidden !== true)
    .map((command) => ({ command, score: rank(command, words) }))
    .filter(({ score }) => score >= 0)
    .sort((one, other) => other.score - one.score)
    .map(({ command }) => command);
  return commandGroups.flatMap((group) => found.filter((command) => command.group === group).slice(0, mostPerGroup));
}
