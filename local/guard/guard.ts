import { isRequestTarget } from '@cloudapp/contracts/request-target';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { sendProblem } from '../gateway/problems.ts';

export interface GuardOptions {
  /** The pages whose requests are let in, such as `http://localhost:8080`. Left out, those of no page are. */
  readonly pageOrigins?: readonly string[] | undefined;
  /** Whether a request only opens a page, which a link on any site may do. Left out, nothing may be linked to. */
  readonly isPage?: ((request: IncomingMessage) => boolean) | undefined;
}

/**
 * Stands in front of a server on this computer, which every web page that is open in a browser here can send requests to.
 * A request for another host name than the server's own is refused, since any name can be made to lead here (DNS rebinding),
 * and so is one that a browser sends for a page which is not ours. What comes through bears no mark of a browser, or those of
 * our own page. No answer ever has a CORS header, so that no other page may read it. What asks for no path is refused as well.
 */
export function guarded(listener: RequestListener, options: GuardOptions = {}): RequestListener {
  return (request, response) => {
    const refusal = refusalOf(request, options);
    if (refusal !== undefined) refuse(response, refusal);
    else if (!isRequestTarget(request.url ?? '')) sendProblem(response, 'invalid-request');
    else listener(request, response);
  };
}

type Refusal = readonly [status: 403 | 421, sentence: string];

function refusalOf(request: IncomingMessage, { pageOrigins = [], isPage }: GuardOptions): Refusal | undefined {
  if (!isOwnHost(request)) return [421, 'This host name is not served here.'];
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isOwnOrigin = origin === undefined || pageOrigins.includes(origin);
  const isOwnSite = site === undefined || (pageOrigins.length > 0 && /^(same-origin|none)$/.test(site));
  if (isOwnOrigin && (isOwnSite || opensPage(request, isPage))) return undefined;
  return [403, 'The request comes from another site.'];
}

/** The address that was connected to, or `localhost`, with the port that was connected to; said once (RFC 9112 §3.2). */
function isOwnHost({ headers, headersDistinct, socket }: IncomingMessage): boolean {
  const { localAddress = '', localPort = 0 } = socket;
  const host = headers.host?.toLowerCase() ?? '';
  if (headersDistinct['host']?.length !== 1) return false;
  return [localAddress, '127.0.0.1', 'localhost'].some(
    (name) => host === `${name}:${localPort}` || (localPort === 80 && host === name),
  );
}

/** A person follows a link or types an address; no script sees the answer, and nothing is sent along that could act. */
function opensPage(request: IncomingMessage, isPage: GuardOptions['isPage']): boolean {
  const { method, headers } = request;
  const isOpening = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return method === 'GET' && isOpening && isPage?.(request) === true;
}

function refuse(response: ServerResponse, [status, sentence]: Refusal): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store', connection: 'close' });
  response.end(`${sentence}\n`);
}
