import { boundedServer } from '@cloudapp/service-kit/server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { guarded } from '../guard/guard.ts';
import { actions, type ActionContext } from './actions.ts';
import { answerAdmin, isAdminRequest } from './admin.ts';
import type { Authorization } from './authorization.ts';
import { Ec2Error } from './ec2-error.ts';
import { Faults } from './faults.ts';
import { Fleet } from './fleet.ts';
import type { Catalogue } from './catalogue.ts';
import type { MachineBackend } from './machine-backend.ts';
import { factsOf } from './request-facts.ts';
import { parseParameters, renderError, renderResponse, text, type Element, type Parameters } from './query-protocol.ts';
import { RequestTokens, runInstancesBucket, type Bucket } from './request-tokens.ts';
import { StateFile } from './state-file.ts';
import { believableTiming, type Timing } from './timing.ts';

export interface Ec2EndpointOptions {
  port: number;
  stateFile: string;
  backend: MachineBackend;
  catalogue: Catalogue;
  /** Left out, every caller may do everything, as in an account without IAM. */
  authorization?: Authorization | undefined;
  timing?: Timing;
  /** How many launches it takes; left out, as many as EC2. */
  launches?: Bucket;
  now?: () => Date;
}

export interface Ec2Endpoint {
  url: string;
  faults: Faults;
  close: () => Promise<void>;
}

/** RunInstances with 16 KB of user-data is the largest request there is: base64 and URL encoding make 66 KB of it. */
const MAX_BODY_BYTES = 262_144;

export async function startEc2Endpoint(options: Ec2EndpointOptions): Promise<Ec2Endpoint> {
  const { backend, timing = believableTiming, launches = runInstancesBucket, now = () => new Date() } = options;
  const catalogue = { ...options.catalogue }; // its quota can be changed
  const file = await StateFile.open(options.stateFile);
  const fleet = new Fleet({ file, backend, catalogue, timing, now });
  await fleet.recover();
  const context: ActionContext = {
    ...{ fleet, catalogue, faults: new Faults(), now },
    launchTokens: new RequestTokens(launches),
  };
  const server = boundedServer(
    guarded((request, response) => {
      respond(request, response, context, options.authorization).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
    }),
  );
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await fleet.close();
  };
  return { url: `http://127.0.0.1:${port}`, faults: context.faults, close };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  context: ActionContext,
  authorization: Authorization | undefined,
): Promise<void> {
  const body = await bodyOf(request);
  if (isAdminRequest(request)) {
    answerAdmin(request, response, body, context);
    return;
  }
  const requestId = randomUUID();
  const parameters = parseParameters(body);
  const name = text(parameters['Action']) ?? '';
  try {
    context.faults.beforeCall(name);
    const answer = await perform(name, parameters, request.headers.authorization, context, authorization);
    if (context.faults.losesAnswer(name))
      request.socket.destroy(); // done, but the caller never hears of it
    else send(response, 200, renderResponse(name, answer, requestId));
  } catch (error) {
    if (!(error instanceof Ec2Error)) console.error(error);
    const known =
      error instanceof Ec2Error ? error : new Ec2Error('InternalError', 'An internal error has occurred.', 500);
    send(response, known.status, renderError(known, requestId));
  }
}

async function perform(
  name: string,
  parameters: Parameters,
  credentials: string | undefined,
  context: ActionContext,
  authorization: Authorization | undefined,
): Promise<Record<string, Element>> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined)
    throw new Ec2Error('InvalidAction', `The action ${name} is not valid for this web service.`);
  await authorization?.require(credentials, factsOf(name, parameters, context.fleet, context.catalogue));
  if (text(parameters['DryRun']) === 'true') {
    throw new Ec2Error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
  return await action(parameters, context);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new Error('Request body is too large.');
  return await readText(request);
}

function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8', 'cache-control': 'no-cache, no-store' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}
