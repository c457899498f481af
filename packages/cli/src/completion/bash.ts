import { commonOptions, type Command, type Completion } from '../command.ts';

/**
 * What bash is to offer. Names of machines are never expanded: they are read line by line and quoted, since `compgen -W` would run what a
 * name has in `$( )`.
 */
export function bash(commands: readonly Command[]): string {
  return [
    '_cloudapp_machines() {',
    '  local name',
    '  while IFS= read -r name; do',
    '    [[ $name == "$cur"* ]] && COMPREPLY+=("$(printf %q "$name")")',
    '  done < <(cloudapp ls --names 2>/dev/null)',
    '}',
    '_cloudapp() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} said=${COMP_WORDS[1]}',
    '  COMPREPLY=()',
    `  if (( COMP_CWORD == 1 )); then COMPREPLY=($(compgen -W '${firstWords(commands)}' -- "$cur")); return; fi`,
    '  case $said in',
    ...groups(commands).flatMap(([word, group]) => caseOf(word, group)),
    '  esac',
    '}',
    'complete -F _cloudapp cloudapp',
  ].join('\n');
}

export function firstWords(commands: readonly Command[]): string {
  return groups(commands)
    .map(([word]) => word)
    .join(' ');
}

/** Commands by their first word, which some share. */
function groups(commands: readonly Command[]): [word: string, group: Command[]][] {
  const found = new Map<string, Command[]>();
  for (const command of commands) {
    const [word = ''] = command.name.split(' ');
    found.set(word, [...(found.get(word) ?? []), command]);
  }
  return [...found];
}

function caseOf(word: string, group: readonly Command[]): string[] {
  const options = group.flatMap((command) => command.options ?? []);
  const names = [...options, ...commonOptions].map(({ name }) => `--${name}`);
  const withValues = options.filter(({ value }) => value !== undefined);
  const second = group.flatMap(({ name }) => name.split(' ').slice(1));
  const place = group[0]?.positionals?.[0]?.completes;
  return [
    `    ${word})`,
    '      case $prev in',
    ...withValues.map(({ name, completes }) => `        --${name}) ${offer(completes)}; return;;`),
    '      esac',
    `      if [[ $cur == -* ]]; then ${offer(names)}; return; fi`,
    `      if (( COMP_CWORD == 2 )); then ${second.length > 0 ? offer(second) : offer(place)}; fi;;`,
  ];
}

function offer(completion: Completion | undefined): string {
  if (completion === undefined) return ':';
  if (completion === 'machines') return '_cloudapp_machines';
  if (completion === 'files') return 'COMPREPLY=($(compgen -f -- "$cur"))';
  return `COMPREPLY=($(compgen -W '${completion.join(' ')}' -- "$cur"))`;
}
