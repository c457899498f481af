import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { ActionContext } from './actions.ts';
import { faultSchema } from './faults.ts';
import { omit } from './omit.ts';

/**
 * The endpoint's own interface, for tests and for whoever wants to see CloudApp meet trouble:
 *
 *     GET    /_cloudapp/faults      what waits to happen
 *     POST   /_cloudapp/faults      {"kind": "capacity", "times": 2} (see faults.ts for all kinds)
 *     DELETE /_cloudapp/faults      forget them
 *     PUT    /_cloudapp/vcpu-quota  {"vcpus": 4}: what AWS lets the account run from now on
 *     GET    /_cloudapp/instances   every instance there is, seen or not yet seen by callers, without user-data
 *
 * Only JSON is taken, so that no page in a browser can post here without asking first.
 */
export const isAdminRequest = (request: IncomingMessage): boolean => request.url?.startsWith('/_cloudapp/') ?? false;

export function answerAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  context: ActionContext,
): void {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /_cloudapp/faults':
      json(response, 200, context.faults.waiting);
      break;
    case 'DELETE /_cloudapp/faults':
      context.faults.clear();
      json(response, 200, []);
      break;
    case 'POST /_cloudapp/faults':
      addFault(request, response, body, context);
      break;
    case 'PUT /_cloudapp/vcpu-quota':
      setQuota(request, response, body, context);
      break;
    case 'GET /_cloudapp/instances':
      json(
        response,
        200,
        Object.values(context.fleet.state.instances).map((instance) => omit(instance, 'userData')),
      );
      break;
    default:
      json(response, 404, { error: 'There is no such thing here.' });
  }
}

function addFault(request: IncomingMessage, response: ServerResponse, body: string, context: ActionContext): void {
  const fault = read(faultSchema, request, response, body);
  if (fault === undefined) return;
  context.faults.add(fault);
  json(response, 201, context.faults.waiting);
}

const quotaSchema = z.strictObject({ vcpus: z.int().min(0) });

function setQuota(request: IncomingMessage, response: ServerResponse, body: string, context: ActionContext): void {
  const quota = read(quotaSchema, request, response, body);
  if (quota === undefined) return;
  context.catalogue.vcpuQuota = quota.vcpus;
  json(response, 200, quota);
}

/** What a request holds; undefined when it was refused. */
function read<T>(
  schema: z.ZodType<T>,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): T | undefined {
  if (request.headers['content-type'] !== 'application/json') {
    json(response, 415, { error: 'Send application/json.' });
    return undefined;
  }
  const result = schema.safeParse(parsed(body));
  if (!result.success) json(response, 400, { error: result.error.message });
  return result.data;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
