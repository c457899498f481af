import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { MachineSpec } from '../../machine-backend.ts';
import { treeOf, type Tree } from './tree.ts';
import type { Tokens } from './tokens.ts';

const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN_HEADER = 'x-aws-ec2-metadata-token';
const versioned = /^\/(latest|\d{4}-\d{2}-\d{2})(\/.*)?$/;

/**
 * The instance metadata service, version 2 alone, as `HttpTokens: required` leaves it: every question needs a token that was
 * asked for with PUT. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 *
 * @param machineAt - the machine that has this private address: whoever asks is told of itself only
 */
export function metadataServer(
  machineAt: (address: string) => MachineSpec | undefined,
  tokens: Tokens,
): RequestListener {
  return (request, response) => {
    const address = request.socket.remoteAddress ?? '';
    const machine = machineAt(address);
    if (machine === undefined) send(response, 404);
    else if (request.method === 'PUT') issue(request, response, address, tokens);
    else if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405);
    else if (!tokens.isGood(headerOf(request, TOKEN_HEADER), address)) send(response, 401);
    else tell(request, response, machine);
  };
}

function issue(request: IncomingMessage, response: ServerResponse, address: string, tokens: Tokens): void {
  const ttl = headerOf(request, TTL_HEADER);
  // What came through a proxy gets no token.
  if (request.headers['x-forwarded-for'] !== undefined) send(response, 403);
  else if (request.url !== '/latest/api/token') send(response, 404);
  else {
    const token = tokens.issue(address, ttl);
    if (token === undefined) send(response, 400);
    else send(response, 200, token, { [TTL_HEADER]: ttl ?? '' });
  }
}

function tell(request: IncomingMessage, response: ServerResponse, machine: MachineSpec): void {
  const [, , path] = versioned.exec(request.url ?? '') ?? [];
  const found = path === undefined ? undefined : lookUp(treeOf(machine), path.split('/').filter(Boolean));
  if (found === undefined) send(response, 404);
  else send(response, 200, typeof found === 'string' || Buffer.isBuffer(found) ? found : listOf(found));
}

function lookUp(tree: Tree, path: readonly string[]): Tree[string] | undefined {
  let found: Tree[string] | undefined = tree;
  for (const name of path) {
    if (found === undefined || typeof found === 'string' || Buffer.isBuffer(found)) return undefined;
    found = Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

/** A name a line; a slash is after those that have more below them. */
function listOf(tree: Tree): string {
  const isBranch = (value: Tree[string]): boolean => typeof value !== 'string' && !Buffer.isBuffer(value);
  return Object.entries(tree)
    .map(([name, value]) => (isBranch(value) ? `${name}/` : name))
    .join('\n');
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'text/plain', server: 'EC2ws', ...headers });
  response.end(body);
}
