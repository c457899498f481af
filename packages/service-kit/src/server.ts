import { problemDocument, type Problem, type ProblemCode } from '@cloudapp/contracts/problem';
import { createServer, STATUS_CODES, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * A request gets 20 s to arrive, looked at every second; between requests a connection is kept longer than the 60 s after which load balancers
 * give it up, so that never both ends decide at once.
 */
const requestTimeoutMs = 20_000;
const headersTimeoutMs = 10_000;
const timeoutCheckMs = 1_000;
const keepAliveTimeoutMs = 65_000;
const maxHeaderBytes = 16_384;

const bounds: ServerOptions = {
  maxHeaderSize: maxHeaderBytes,
  headersTimeout: headersTimeoutMs,
  requestTimeout: requestTimeoutMs,
  connectionsCheckingInterval: timeoutCheckMs,
  keepAliveTimeout: keepAliveTimeoutMs,
};

/**
 * A server, not yet listening, that bounds how long and how large requests may be, and answers even unparsable ones as a problem.
 *
 * @param other bounds instead of ours, for tests that cannot wait as long
 */
export function boundedServer(listener?: RequestListener, other: ServerOptions = {}): Server {
  return createServer({ ...bounds, ...other }, listener).on('clientError', answerUnparsable);
}

/** Listens with a bounded server. */
export async function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  const server = boundedServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

/** The port that a server got, when it was started with port 0. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function answerUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(error);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
      'Connection: close\r\nContent-Type: application/problem+json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** What Node tells of requests that it takes no further. */
const problemsOfNode: ReadonlyMap<string | undefined, ProblemCode> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-timeout'],
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'body-too-large'],
]);

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  const known = problemsOfNode.get(code);
  return known ? problemDocument(known) : problemDocument('invalid-request', { detail: 'The request is not HTTP' });
}
