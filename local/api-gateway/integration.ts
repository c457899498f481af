import { StartSyncExecutionCommand, type SFNClient, type StartSyncExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { IntegrationDefinition } from '../../functions/login/definition.ts';
import { RoleRefusedError } from '../cloud/credentials.ts';
import { GatewayResponseError } from './gateway-responses.ts';

/** What an integration answered, as API Gateway sees it before any mapping. */
export interface IntegrationAnswer {
  status: number;
  body: string;
}

export type RunIntegration = (integration: IntegrationDefinition, request: string) => Promise<IntegrationAnswer>;

/** API Gateway's own bound, which is also its default. */
const LONGEST_MILLISECONDS = 29_000;

/** Runs what a definition may call: nothing (MOCK), or Step Functions' StartSyncExecution with the API's own role. */
export function integrationRunner(states: SFNClient): RunIntegration {
  return async (integration, request) => {
    if (integration.type === 'MOCK') return mockAnswer(request);
    const action = /:states:action\/(\w+)$/.exec(integration.uri ?? '')?.[1];
    if (action !== 'StartSyncExecution') throw new GatewayResponseError('API_CONFIGURATION_ERROR');
    return await startSyncExecution(states, request, integration.timeoutMilliseconds ?? LONGEST_MILLISECONDS);
  };
}

function mockAnswer(request: string): IntegrationAnswer {
  const { statusCode } = JSON.parse(request) as { statusCode: number };
  return { status: statusCode, body: '' };
}

async function startSyncExecution(states: SFNClient, request: string, timeout: number): Promise<IntegrationAnswer> {
  const input = executionInput(request);
  const abortSignal = AbortSignal.timeout(timeout);
  try {
    const answer = await states.send(new StartSyncExecutionCommand(input), { abortSignal });
    return { status: 200, body: JSON.stringify(asSent(answer)) };
  } catch (error) {
    if (abortSignal.aborted) throw new GatewayResponseError('INTEGRATION_TIMEOUT');
    // "API Gateway does not have permission to assume the provided role" is an answer 500 of its own.
    if (error instanceof RoleRefusedError) throw new GatewayResponseError('API_CONFIGURATION_ERROR', error);
    const status = statusOf(error);
    if (status === undefined) throw new GatewayResponseError('INTEGRATION_FAILURE', error);
    const { name, message } = error as Error;
    return { status, body: JSON.stringify({ __type: name, message }) };
  }
}

function executionInput(request: string): { stateMachineArn: string; input: string } {
  try {
    return JSON.parse(request) as { stateMachineArn: string; input: string };
  } catch (cause) {
    throw new GatewayResponseError('INTEGRATION_FAILURE', cause); // the template did not make JSON
  }
}

/** The answer as Step Functions sends it: dates are seconds, the SDK's own additions are gone. */
function asSent(answer: StartSyncExecutionCommandOutput): object {
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => name !== '$metadata')
      .map(([name, value]) => [name, value instanceof Date ? value.getTime() / 1_000 : (value as unknown)]),
  );
}

function statusOf(error: unknown): number | undefined {
  const metadata = (error as { $metadata?: { httpStatusCode?: number } }).$metadata;
  return metadata?.httpStatusCode;
}
