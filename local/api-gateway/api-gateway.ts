import { SFNClient } from '@aws-sdk/client-sfn';
import { boundedServer } from '@cloudapp/service-kit/server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSignInApi, type SignInApiDefinition } from '../../functions/login/definition.ts';
import { arn } from '../cloud/names.ts';
import type { TemporaryCredentials } from '../cloud/credentials.ts';
import { BodyTooLargeError, readBody } from '../gateway/request-body.ts';
import { guarded } from '../guard/guard.ts';
import { REGION } from '../ministack/mini-stack.ts';
import { apiExecutor, type ExecuteApi } from './execute.ts';
import { gatewayResponse, type Answer } from './gateway-responses.ts';
import { integrationRunner } from './integration.ts';
import { tokenBucket } from './throttle.ts';

export interface ApiGatewayOptions {
  port: number;
  /** The page whose sign-ins the gateway hands on. */
  pageOrigin: string;
  emulatorUrl: string;
  /** Credentials of the API's own role, asked for again before they run out. */
  credentials: () => Promise<TemporaryCredentials>;
  /** One line for each request: never a body, a header or a query. */
  log: (line: string) => void;
}

export interface ApiGateway {
  url: string;
  close: () => Promise<void>;
}

/** API Gateway's own limit. */
const MAX_BODY_BYTES = 10_485_760;

/** Executes the API definition that the auth stack deploys, since the emulator's API Gateway cannot call Step Functions. */
export async function startApiGateway(options: ApiGatewayOptions): Promise<ApiGateway> {
  const definition = readSignInApi({
    Region: REGION,
    LoginApiRoleArn: arn.role('login-api'),
    LoginStateMachineArn: arn.stateMachine,
    PublicOrigin: options.pageOrigin,
  });
  const states = new SFNClient({
    region: REGION,
    endpoint: options.emulatorUrl,
    credentials: options.credentials,
    disableHostPrefix: true,
    maxAttempts: 1, // API Gateway does not repeat a call
  });
  const execute = apiExecutor(definition, integrationRunner(states));
  const isAdmitted = tokenBucket(definition.throttling.rateLimit, definition.throttling.burstLimit);
  const listener: RequestListener = (request, response) => {
    answer(request, response, { definition, execute, isAdmitted, log: options.log }).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  };
  const server = boundedServer(guarded(listener, { pageOrigins: [options.pageOrigin] }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    states.destroy();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

interface Api {
  definition: SignInApiDefinition;
  execute: ExecuteApi;
  isAdmitted: () => boolean;
  log: (line: string) => void;
}

async function answer(request: IncomingMessage, response: ServerResponse, api: Api): Promise<void> {
  const requestId = randomUUID();
  const started = Date.now();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
  const result = await resultOf(request, pathname, searchParams, requestId, api);
  response.writeHead(result.status, { ...result.headers, 'x-amzn-requestid': requestId });
  response.end(result.body);
  const elapsed = Date.now() - started;
  api.log(`${new Date().toISOString()} ${requestId} ${request.method ?? ''} ${pathname} ${result.status} ${elapsed}ms`);
}

async function resultOf(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  requestId: string,
  { definition, execute, isAdmitted }: Api,
): Promise<Answer> {
  if (!isAdmitted()) return gatewayResponse(definition, 'THROTTLED', requestId);
  try {
    const body = await readBody(request, MAX_BODY_BYTES);
    return await execute({
      method: request.method ?? 'GET',
      path,
      query: Object.fromEntries(query),
      headers: headersOf(request),
      body: body.toString(),
      sourceIp: request.socket.remoteAddress ?? '',
      requestId,
      time: Date.now(),
    });
  } catch (error) {
    if (error instanceof BodyTooLargeError) return gatewayResponse(definition, 'REQUEST_TOO_LARGE', requestId);
    console.error(error);
    return gatewayResponse(definition, 'API_CONFIGURATION_ERROR', requestId);
  }
}

/** Names stay as they were written; of a name written twice the last value counts, as in `$input.params()`. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, rawHeaders[2 * index + 1] ?? '']));
}
