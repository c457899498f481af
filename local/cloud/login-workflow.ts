import { CreateStateMachineCommand, UpdateStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { readFile } from 'node:fs/promises';
import { arn, names } from './names.ts';

/** Deploys the state machine file as the auth stack does: substitutions by name, Express, no execution data in logs. */
export async function deployLoginWorkflow(sfn: SFNClient, definitionFile: string): Promise<void> {
  const definition = substitute(await readFile(definitionFile, 'utf8'), {
    AuthenticateFunctionArn: arn.function('authenticate'),
    NotifyAdminFunctionArn: arn.function('notify-admin'),
  });
  const settings = { definition, roleArn: arn.role('login-workflow') };
  try {
    await sfn.send(new UpdateStateMachineCommand({ stateMachineArn: arn.stateMachine, ...settings }));
  } catch (error) {
    const isMissing = error instanceof Error && error.name === 'StateMachineDoesNotExist';
    if (!isMissing) throw error;
    await sfn.send(new CreateStateMachineCommand({ name: names.stateMachine, type: 'EXPRESS', ...settings }));
  }
}

function substitute(source: string, values: Readonly<Record<string, string>>): string {
  return source.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The login state machine wants \${${name}}, which nobody gives.`);
    return value;
  });
}
