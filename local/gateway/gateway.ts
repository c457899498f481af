import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createProxyServer, type ProxyServer } from 'httpxy';
import { servicePaths } from '@cloudapp/contracts/api';
import type { ServiceName } from '@cloudapp/contracts/route';
import { setSecurityHeaders } from './headers.ts';
import { sendProblem } from './problems.ts';
import { BodyTooLargeError, readBody } from './request-body.ts';
import { staticSite, type Handler } from './static-site.ts';

export interface GatewayOptions {
  port: number;
  /** The built SPA; the OpenAPI document and its page are in it under /api. */
  siteDirectory: string;
  upstreams: Readonly<Record<ServiceName, string>>;
  upstreamTimeoutMilliseconds?: number;
}

export interface Gateway {
  url: string;
  close: () => Promise<void>;
}

/** As in spa/nginx: more than any route takes; what a route takes less of, its service refuses. */
const MAX_BODY_BYTES = 131_072;
const MAX_SIGN_IN_BYTES = 8_192;
const UPSTREAM_MILLISECONDS = 30_000;
const REQUEST_MILLISECONDS = 30_000;
const STATIC_API_PATHS = /^\/api\/(openapi\.json$|docs\/)/;
/** What only we may say about where a request came from. */
const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/** nginx's part on one machine: one origin for the SPA and the API, with the same routing, headers and limits. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const site = staticSite(options.siteDirectory);
  const proxy = createProxyServer({ proxyTimeout: options.upstreamTimeoutMilliseconds ?? UPSTREAM_MILLISECONDS });
  const server = createServer({ requestTimeout: REQUEST_MILLISECONDS }, (request, response) => {
    route(request, response, options, site, proxy).catch((error: unknown) => {
      if (error instanceof BodyTooLargeError) refuseBody(request, response);
      else sendProblem(response, 'service-unavailable');
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
  site: Handler,
  proxy: ProxyServer,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  setSecurityHeaders(response);
  if (!isOwnHost(request)) {
    sendProblem(response, 'not-found', 'This host name is not served here.');
  } else if (path === '/api/docs') {
    response.writeHead(308, { location: '/api/docs/' }).end();
  } else if (!/^\/api(\/|$)/.test(path) || STATIC_API_PATHS.test(path)) {
    await site(request, response);
  } else {
    await forward(request, response, path, options.upstreams, proxy);
  }
}

/** A name that somebody else's DNS points at 127.0.0.1 must not reach the product (DNS rebinding). */
function isOwnHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  upstreams: GatewayOptions['upstreams'],
  proxy: ProxyServer,
): Promise<void> {
  const service = servicePaths.get(path.split('/')[2] ?? '');
  if (service === undefined) {
    sendProblem(response, 'not-found');
    return;
  }
  const body = await readBody(request, service === 'sign-in' ? MAX_SIGN_IN_BYTES : MAX_BODY_BYTES);
  for (const name of FORWARDING_HEADERS) Reflect.deleteProperty(request.headers, name);
  if (service === 'sign-in') request.url = path; // as nginx: no query goes on to the mapping templates
  await proxy.web(request, response, {
    target: upstreams[service],
    buffer: Readable.from(body.length > 0 ? [body] : []),
    headers: {
      'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
      'x-forwarded-proto': 'http',
      ...(body.length > 0 ? { 'content-length': String(body.length) } : {}),
    },
  });
}

function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  sendProblem(response, 'body-too-large');
  request.resume();
}
