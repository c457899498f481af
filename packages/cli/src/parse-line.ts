import { parseArgs } from 'node:util';
import { commonOptions, type Command, type Option } from './command.ts';
import { Failure } from './failure.ts';

/** A command line, taken apart. */
export interface ParsedLine {
  readonly command: Command | undefined;
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly rest: readonly string[];
}

/** Takes a command line apart by the list of commands. */
export function parseLine(commands: readonly Command[], line: readonly string[]): ParsedLine {
  const end = line.indexOf('--');
  const [own, rest] = end === -1 ? [line, []] : [line.slice(0, end), line.slice(end + 1)];
  const words = own.filter((word) => !word.startsWith('-'));
  const command = commandOf(commands, words);
  const { values, positionals } = parse(own, [...(command?.options ?? []), ...commonOptions]);
  const behind = positionals.slice(command?.name.split(' ').length ?? 0);
  if (command && values['help'] !== true) checkPlaces(command, behind, rest);
  return { command, values, positionals: command ? behind : positionals, rest };
}

function commandOf(commands: readonly Command[], [first, second]: readonly string[]): Command | undefined {
  const byName = (name: string) => commands.find((command) => command.name === name);
  return byName(`${first ?? ''} ${second ?? ''}`) ?? byName(first ?? '');
}

function parse(args: readonly string[], options: readonly Option[]) {
  const known = options.map(
    ({ name, short, value }) =>
      [name, { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) }] as const,
  );
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), allowPositionals: true });
  } catch (error) {
    // Node's own sentences name the option; what they advise beyond it would mislead here.
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new Failure('usage', `${sentence.replace(/\.$/, '')}.`, { cause: error });
  }
}

function checkPlaces(command: Command, given: readonly string[], rest: readonly string[]): void {
  const places = command.positionals ?? [];
  const missing = places[given.length];
  if (missing && missing.isOptional !== true) throw misuse(command, `${missing.name} is missing`);
  if (given.length > places.length) throw misuse(command, `“${given[places.length] ?? ''}” is too much`);
  if (rest.length > 0 && command.rest === undefined) throw misuse(command, 'nothing can stand behind “--”');
}

function misuse({ name }: Command, what: string): Failure {
  return new Failure('usage', `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}: cloudapp ${name} --help`);
}
