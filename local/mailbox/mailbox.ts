import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guarded } from '../guard/guard.ts';
import { originOf } from '../origin.ts';
import type { Message } from './messages.ts';
import { listPage, messagePage, missingPage } from './pages.ts';

interface Mailbox {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Nothing runs and nothing is fetched; the frame of a mail comes from here. */
const ofPages =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";
/** A mail may do still less, also when it is opened by itself. */
const ofMails = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'";

/**
 * The mailbox of everybody in the local cloud: what SES was sent, to be read in a browser on this computer.
 *
 * @param port 0 for any
 */
export async function serveMailbox(port: number, read: () => Promise<readonly Message[]>): Promise<Mailbox> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = originOf((server.address() as AddressInfo).port);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response, read).catch(() => {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('The emulator does not answer.\n');
    });
  };
  server.on('request', guarded(listener, { pageOrigins: [url], isPage: () => true }));
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  read: () => Promise<readonly Message[]>,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
  const [, first, id = '', part] = pathname.split('/');
  if (first === '') {
    send(response, 200, listPage(await read()));
    return;
  }
  const message = (await read()).find((one) => encodeURIComponent(one.id) === id);
  if (first !== 'messages' || message === undefined) send(response, 404, missingPage());
  else if (part === 'html') send(response, 200, message.html, ofMails);
  else send(response, 200, messagePage(message));
}

function send(response: ServerResponse, status: number, page: string, policy = ofPages): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(page);
}
