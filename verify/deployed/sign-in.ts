import { SFNClient } from '@aws-sdk/client-sfn';
import { randomUUID } from 'node:crypto';
import { readSignInApi } from '../../functions/login/definition.ts';
import { apiExecutor } from '../../local/api-gateway/execute.ts';
import type { Answer } from '../../local/api-gateway/gateway-responses.ts';
import { integrationRunner } from '../../local/api-gateway/integration.ts';
import type { Credentials } from '../../local/cloud/credentials.ts';
import { REGION } from '../../local/ministack/mini-stack.ts';
import { text, type TerraformState } from './terraform-state.ts';

export type SignIn = (email: string, password: string) => Promise<Answer>;

/**
 * Signs in through what was deployed: the API's definition is executed here, since the emulator's API Gateway cannot call
 * Step Functions, with the role that the deployed integration names; state machine and Lambdas are the deployed ones.
 */
export function deployedSignIn(
  state: TerraformState,
  roles: Credentials,
  emulatorUrl: string,
  publicOrigin: string,
): { signIn: SignIn; close: () => void } {
  const roleArn = text(state.one('auth', 'aws_api_gateway_integration', 'sign-in_POST'), 'credentials');
  const definition = readSignInApi({
    Region: REGION,
    LoginApiRoleArn: roleArn,
    LoginStateMachineArn: text(state.one('auth', 'aws_sfn_state_machine', 'workflow'), 'arn'),
    PublicOrigin: publicOrigin,
  });
  const states = new SFNClient({
    region: REGION,
    endpoint: emulatorUrl,
    credentials: () => roles.assumeFor('apigateway.amazonaws.com', roleArn),
    disableHostPrefix: true,
  });
  const execute = apiExecutor(definition, integrationRunner(states));
  const signIn: SignIn = (email, password) =>
    execute({
      method: 'POST',
      path: '/api/auth/login',
      query: {},
      headers: {
        'Content-Type': 'application/json',
        Origin: publicOrigin,
        'X-Forwarded-For': '203.0.113.9',
        'User-Agent': 'verification',
      },
      body: JSON.stringify({ email, password }),
      sourceIp: '203.0.113.9',
      requestId: randomUUID(),
      time: Date.now(),
    });
  return {
    signIn,
    close: () => {
      states.destroy();
    },
  };
}
