import { getLoginDetails, type Instance, type LoginDetails } from '@cloudapp/contracts/instance';
import type { Call } from '../command.ts';
import { Failure } from '../failure.ts';
import { findMachine } from '../machines/find-machine.ts';
import { readOwnKey } from './own-key.ts';
import { passportOf } from './passport.ts';
import { noteMachine, sshOptions } from './ssh-files.ts';

/** A way into a machine: what ssh's arguments begin with, and end with unless a command follows. */
interface Way {
  readonly machine: Instance;
  readonly details: LoginDetails;
  readonly options: readonly string[];
  readonly target: string;
}

/** Finds the machine that was named and lets ssh know it: its address, its host keys and the key that opens it. */
export async function prepareLogin({ positional, text, api: open, surroundings }: Call): Promise<Way> {
  const api = await open();
  const machine = await findMachine(api, positional('MACHINE'));
  const details = await api.call(getLoginDetails, { params: { id: machine.id } });
  const passport = passportOf(machine, details);
  const own = await readOwnKey(surroundings);
  const identityFile = text('key') ?? (own !== undefined && own.id === machine.sshKey?.id ? own.file : undefined);
  await noteMachine(surroundings, passport, identityFile);
  const options = sshOptions(surroundings, passport, identityFile);
  return {
    machine,
    details,
    options: options.flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    target: passport.sshHost,
  };
}

/** Runs ssh on this terminal, without a shell in between. @returns the exit code of ssh, which is that of the command there */
export async function runSsh({ surroundings }: Pick<Call, 'surroundings'>, args: readonly string[]): Promise<number> {
  const code = await surroundings.run('ssh', args);
  if (code === undefined) throw new Failure('failed', 'There is no ssh on this computer: install OpenSSH.');
  return code;
}
