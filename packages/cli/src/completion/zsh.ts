import { commonOptions, type Command, type Completion } from '../command.ts';

/** What zsh is to offer. */
export function zsh(commands: readonly Command[]): string {
  return [
    '#compdef cloudapp',
    '_cloudapp_machines() { local -a names; names=("${(@f)$(cloudapp ls --names 2>/dev/null)}"); compadd -a names }',
    '_cloudapp() {',
    '  local -a commands; commands=(',
    ...commands.map(({ name, summary }) => `    ${quoted(`${name.split(' ')[0] ?? ''}:${summary}`)}`),
    '  )',
    "  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi",
    '  local said="$words[2]"',
    ...withSecondWord(commands).map(
      (word) =>
        `  if [[ $said == ${word} && $CURRENT -gt 3 ]]; then said="$said $words[3]"; shift words; (( CURRENT-- )); fi`,
    ),
    '  shift words; (( CURRENT-- ))',
    '  case "$said" in',
    ...withSecondWord(commands).map((word) => `    ${word}) ${list(secondWords(commands, word))};;`),
    ...commands.map((command) => `    ${quoted(command.name)}) _arguments ${argumentsOf(command).join(' ')};;`),
    '  esac',
    '}',
    'compdef _cloudapp cloudapp',
  ].join('\n');
}

function withSecondWord(commands: readonly Command[]): string[] {
  return [...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? ''))];
}

function secondWords(commands: readonly Command[], word: string): string[] {
  return commands.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => name.split(' ')[1] ?? '');
}

function argumentsOf({ options = [], positionals = [] }: Command): string[] {
  const spec = ({ name, summary, value, completes }: (typeof options)[number]) => {
    const told = summary.replaceAll(/[[\]:\\]/g, String.raw`\$&`);
    return quoted(`--${name}[${told}]${value === undefined ? '' : `:${value}:${action(completes)}`}`);
  };
  const places = positionals.map(({ name, isOptional, completes }, at) =>
    quoted(`${at + 1}:${isOptional ? ':' : ''}${name}:${action(completes)}`),
  );
  return [...[...options, ...commonOptions].map(spec), ...places];
}

function action(completion: Completion | undefined): string {
  if (completion === undefined) return ' ';
  if (completion === 'machines') return '_cloudapp_machines';
  return completion === 'files' ? '_files' : `(${completion.join(' ')})`;
}

const list = (words: readonly string[]) => `compadd ${words.join(' ')}`;
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
