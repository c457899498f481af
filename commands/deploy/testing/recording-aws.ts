import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What is answered instead of the emulator. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** What was asked, e.g. `DescribeAddresses` or `GET /clusters/cloudapp-dev-cluster`. */
export interface Call {
  readonly operation: string;
  readonly body: string;
}

export interface RecordingAws {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly close: () => Promise<void>;
}

/**
 * Stands before the emulator, writes down every call, and answers those itself that the emulator does not know or that a
 * test wants answered otherwise.
 *
 * @param answerTo answers undefined for what the emulator is to answer
 */
export async function recordAws(emulator: string, answerTo: (call: Call) => Answer | undefined): Promise<RecordingAws> {
  const calls: Call[] = [];
  const handle = async (asked: IncomingMessage, answered: ServerResponse): Promise<void> => {
    const body = await text(asked);
    const call = { operation: operationOf(asked, body), body };
    calls.push(call);
    const answer = answerTo(call);
    if (answer === undefined) {
      handOn(emulator, asked, body, answered);
      return;
    }
    answered.writeHead(answer.status ?? 200, { 'content-type': typeOf(answer.body) }).end(answer.body);
  };
  const server: Server = createServer((asked, answered) => {
    handle(asked, answered).catch((error: unknown) => {
      answered.writeHead(500).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const typeOf = (body: string): string => (body.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1');

/** By the header of the JSON protocols, the form of the query protocol, or method and path. */
function operationOf({ headers, method = '', url = '' }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const [, action] = /(?:^|&)Action=(\w+)/.exec(body) ?? [];
  return action ?? `${method} ${url.split('?')[0] ?? ''}`;
}

function handOn(emulator: string, asked: IncomingMessage, body: string, answered: ServerResponse): void {
  const { method, headers, url } = asked;
  const onward = request(new URL(url ?? '/', emulator), { method, headers }, (answer) => {
    answered.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(answered);
  });
  onward.on('error', (error) => answered.writeHead(502).end(String(error)));
  onward.end(body);
}

/** Whether a call can change nothing: S3's and EKS's by their method, all others by how AWS names them. */
export const isRead = ({ operation }: Call): boolean => /^(Get|List|Describe|Head)[A-Z]|^(GET|HEAD) /.test(operation);
