import { CreateStateMachineCommand, UpdateStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { readSignInWorkflow } from '../../functions/login/definition.ts';
import { arn, names } from './names.ts';

/** Deploys the state machine file as the auth stack does: substitutions by name, Express, no execution data in logs. */
export async function deployLoginWorkflow(sfn: SFNClient): Promise<void> {
  const definition = readSignInWorkflow({
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
