import { commonOptions, type Command, type Option } from './command.ts';

/** How a command is written: "cloudapp show MACHINE [options]". */
export function usageOf({ name, positionals = [], options = [], rest }: Command): string {
  const places = positionals.map((place) => (place.isOptional ? `[${place.name}]` : place.name));
  const parts = [
    ...places,
    ...(options.length > 0 ? ['[options]'] : []),
    ...(rest === undefined ? [] : [`[-- ${rest}]`]),
  ];
  return ['cloudapp', name, ...parts].join(' ');
}

/** "--size SIZE", "-f, --follow" */
export function optionUsage({ name, short, value }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function rows(list: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...list.map(([left]) => left.length));
  return list.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const optionRows = (options: readonly Option[]): string[] =>
  rows(options.map((option) => [optionUsage(option), option.summary] as const));

/** What `cloudapp --help` prints. */
export function overview(commands: readonly Command[]): string[] {
  return [
    'Usage: cloudapp COMMAND [options]',
    '',
    ...rows(commands.map(({ name, summary }) => [name, summary] as const)),
    '',
    ...optionRows(commonOptions),
    '',
    'cloudapp COMMAND --help says more of each.',
  ];
}

/** What `cloudapp COMMAND --help` prints. */
export function helpOf(command: Command): string[] {
  const notes = (command.notes ?? []).flatMap((note) => ['', note.replaceAll('`', '')]);
  return [
    `Usage: ${usageOf(command)}`,
    '',
    `${command.summary}.`,
    '',
    ...optionRows([...(command.options ?? []), ...commonOptions]),
    ...notes,
  ];
}
