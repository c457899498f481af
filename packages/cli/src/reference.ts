import { commonOptions, type Command, type Option } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { optionUsage, usageOf } from './help.ts';

/** The line of `docs/command-line.md` below which all follows from the commands. */
export const referenceHeading = '## Commands';

/** What `docs/command-line.md` says of each command and of how they end. */
export function reference(commands: readonly Command[]): string {
  const codes = Object.values(exitCodes).map(({ code, meaning }) => `- \`${code}\` ${meaning}`);
  return [
    referenceHeading,
    'Every command understands:',
    optionList(commonOptions),
    ...commands.map(sectionOf),
    '## Exit codes',
    codes.join('\n'),
    '`cloudapp ssh` ends with the code of the command there.',
  ]
    .join('\n\n')
    .concat('\n');
}

function sectionOf(command: Command): string {
  const { name, summary, options = [], notes = [] } = command;
  const parts = [`### ${name}`, `    ${usageOf(command)}`, `${summary}.`, optionList(options), ...notes];
  return parts.filter((part) => part !== '').join('\n\n');
}

function optionList(options: readonly Option[]): string {
  return options.map((option) => `- \`${optionUsage(option)}\` ${option.summary}.`).join('\n');
}
