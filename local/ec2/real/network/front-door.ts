import { machineReports } from '@cloudapp/contracts/api';
import { request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';

const reports = new RegExp(`^/api/instances/[^/?]+(?:${machineReports.join('|')})$`);
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * What machines find at the product's public address: the place where they report, and nothing else of this computer. On AWS
 * they would find the whole front door, as everybody does.
 *
 * @param port - of the product on this computer's loopback
 */
export function frontDoor(port: number): RequestListener {
  return (incoming, response) => {
    if (incoming.method === 'POST' && reports.test(incoming.url ?? '')) handOn(incoming, response, port);
    else response.writeHead(404).end();
  };
}

function handOn(incoming: IncomingMessage, response: ServerResponse, port: number): void {
  const { url, method, headers } = incoming;
  const options = { host: '127.0.0.1', port, path: url, method, headers: { ...headers, host: `127.0.0.1:${port}` } };
  const outgoing = request({ ...options, timeout: TIMEOUT_MILLISECONDS, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('timeout', () => outgoing.destroy());
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  incoming.pipe(outgoing);
}
