import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ActionContext } from './actions.ts';
import { faultSchema } from './faults.ts';
import { omit } from './omit.ts';

/**
 * The endpoint's own interface, for tests and for whoever wants to see CloudApp meet trouble:
 *
 *     GET    /_cloudapp/faults      what waits to happen
 *     POST   /_cloudapp/faults      {"kind": "capacity", "times": 2} (see faults.ts for all kinds)
 *     DELETE /_cloudapp/faults      forget them
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
  if (request.headers['content-type'] !== 'application/json') {
    json(response, 415, { error: 'Send application/json.' });
    return;
  }
  const fault = faultSchema.safeParse(parsed(body));
  if (!fault.success) {
    json(response, 400, { error: fault.error.message });
    return;
  }
  context.faults.add(fault.data);
  json(response, 201, context.faults.waiting);
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
