import type { Command } from '../command.ts';
import { bash } from '../completion/bash.ts';
import { fish } from '../completion/fish.ts';
import { zsh } from '../completion/zsh.ts';
import { Failure } from '../failure.ts';

const shells: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish };
const names = Object.keys(shells);

/** The command that prints what a shell needs to complete the others, and itself. */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    summary: `Print what lets a shell complete these commands: ${names.join(', ')}`,
    positionals: [{ name: 'SHELL', completes: names }],
    notes: [
      'bash: `source <(cloudapp completion bash)` in `~/.bashrc`. zsh: `source <(cloudapp completion zsh)` in `~/.zshrc`, behind `compinit`. fish: `cloudapp completion fish | source` in `~/.config/fish/config.fish`.',
    ],
    run: ({ positional, page }) => {
      const script = shells[positional('SHELL')]?.([...others, completion]);
      if (script === undefined) throw new Failure('usage', `SHELL is one of ${names.join(', ')}.`);
      page.answer({ script }, () => [script]);
      return Promise.resolve(undefined);
    },
  };
  return completion;
}
