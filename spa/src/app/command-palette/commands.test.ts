import { describe, expect, it } from 'vitest';
import { IconServer } from '../../components/icons.ts';
import { findCommands, type Command } from './commands.ts';

function command(group: Command['group'], label: string, rest: Partial<Command> = {}): Command {
  return { id: label, group, label, Icon: IconServer, run: () => undefined, ...rest };
}

const commands = [
  command('Actions', 'Stop brave-otter', { hidden: true }),
  command('Machines', 'lost-brave', { detail: 'PostgreSQL server' }),
  command('Machines', 'brave-otter', { detail: 'PostgreSQL server' }),
  command('Pages', 'My machines'),
];

const labels = (typed: string) => findCommands(commands, typed).map(({ label }) => label);

describe('findCommands', () => {
  it('shows pages first and keeps what must be asked for to itself', () => {
    expect(labels('')).toEqual(['My machines', 'lost-brave', 'brave-otter']);
  });

  it('finds every word anywhere, the beginnings of words first', () => {
    expect(labels('otter postgres')).toEqual(['brave-otter']);
    expect(labels('sto')).toEqual(['Stop brave-otter']);
    expect(labels('brave')).toEqual(['lost-brave', 'brave-otter', 'Stop brave-otter']);
  });

  it('finds nothing for what nothing contains', () => {
    expect(labels('zebra')).toEqual([]);
    expect(labels('\u00A8')).toEqual([]);
  });
});
