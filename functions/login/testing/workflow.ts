import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  SFNClient,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { strToU8, zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { readSignInWorkflow } from '../definition.ts';

const lambdaRole = 'arn:aws:iam::000000000000:role/login-test';
const missingFunctionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:there-is-none';

/** Runs the state machine on the emulator with functions made of a few lines. */
export function startWorkflows() {
  const suffix = randomUUID().slice(0, 8);
  const lambda = new LambdaClient();
  // The emulator has one host name, which the client would put `sync-` before.
  const states = new SFNClient({ disableHostPrefix: true });
  const functions: string[] = [];
  const machines: string[] = [];

  const givenFunction = async (name: string, code: string): Promise<string> => {
    const FunctionName = `${name}-${suffix}`;
    functions.push(FunctionName);
    const created = await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: lambdaRole,
        Timeout: 10,
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8(code) }) },
      }),
    );
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20 }, { FunctionName });
    return created.FunctionArn ?? '';
  };
  const givenMachine = async (authenticateArn: string, notifyArn = missingFunctionArn): Promise<string> => {
    const name = `login-${suffix}-${machines.length}`;
    const definition = readSignInWorkflow({
      AuthenticateFunctionArn: authenticateArn,
      NotifyAdminFunctionArn: notifyArn,
    });
    const created = await states.send(
      new CreateStateMachineCommand({ name, definition, roleArn: lambdaRole, type: 'EXPRESS' }),
    );
    machines.push(created.stateMachineArn ?? '');
    return created.stateMachineArn ?? '';
  };
  const run = async (stateMachineArn: string, input: unknown) => {
    const answer = await states.send(new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    const { status, error, cause, output } = answer;
    return { status, error, cause, output: output === undefined ? undefined : (JSON.parse(output) as unknown) };
  };
  const stop = async () => {
    await Promise.all(
      machines.map((stateMachineArn) => states.send(new DeleteStateMachineCommand({ stateMachineArn }))),
    );
    await Promise.all(functions.map((FunctionName) => lambda.send(new DeleteFunctionCommand({ FunctionName }))));
    lambda.destroy();
    states.destroy();
  };
  return { givenFunction, givenMachine, run, stop };
}
