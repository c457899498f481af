import { commonOptions, type Command, type Completion } from '../command.ts';

/** What fish is to offer. */
export function fish(commands: readonly Command[]): string {
  return [
    'complete -c cloudapp -f',
    ...commands.map(({ name, summary }) => {
      const [word = '', second] = name.split(' ');
      return second === undefined
        ? `complete -c cloudapp -n __fish_use_subcommand -a ${word} -d ${quoted(summary)}`
        : [
            `complete -c cloudapp -n __fish_use_subcommand -a ${word}`,
            `complete -c cloudapp -n ${quoted(`__fish_seen_subcommand_from ${word}`)} -a ${second} -d ${quoted(summary)}`,
          ].join('\n');
    }),
    ...commands.flatMap((command) => linesOf(command, whenSaid(command, commands))),
  ].join('\n');
}

/** That this command was said, and not another one that ends with the same word. */
function whenSaid({ name }: Command, commands: readonly Command[]): string {
  const groups = new Set(commands.filter((other) => other.name.includes(' ')).map((other) => other.name.split(' ')[0]));
  const said = name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const others = name.includes(' ') ? [] : [...groups].map((word) => `not __fish_seen_subcommand_from ${word ?? ''}`);
  return `-n ${quoted([...said, ...others].join('; and '))}`;
}

function linesOf({ options = [], positionals = [] }: Command, when: string): string[] {
  const flags = [...options, ...commonOptions].map(({ name: option, short, value, summary, completes }) => {
    const letter = short === undefined ? '' : ` -s ${short}`;
    const takes = value === undefined ? '' : `${completes === 'files' ? ' -r' : ' -x'}${offer(completes)}`;
    return `complete -c cloudapp ${when} -l ${option}${letter}${takes} -d ${quoted(summary)}`;
  });
  const place = offer(positionals[0]?.completes);
  return place === '' ? flags : [...flags, `complete -c cloudapp ${when}${place}`];
}

function offer(completion: Completion | undefined): string {
  if (completion === undefined) return '';
  if (completion === 'files') return ' -F';
  return ` -a ${quoted(completion === 'machines' ? '(cloudapp ls --names 2>/dev/null)' : completion.join(' '))}`;
}

const quoted = (text: string) => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
