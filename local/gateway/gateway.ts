import type {
  IncomingHttpHeaders,
  IncomingMessage,
  RequestListener,
  Server,
  ServerOptions,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createProxyServer, type ProxyServer } from 'httpxy';
import { servicePaths } from '@cloudapp/contracts/api';
import type { Answerer } from '@cloudapp/contracts/route';
import { boundedServer } from '@cloudapp/service-kit/server';
import { guarded } from '../guard/guard.ts';
import { addressOf, originOf } from '../origin.ts';
import { setSecurityHeaders } from './headers.ts';
import { sendProblem } from './problems.ts';
import { BodyTooLargeError, readBody } from './request-body.ts';
import { staticSite, type Handler } from './static-site.ts';

export interface GatewayOptions {
  port: number;
  /** The built SPA; the OpenAPI document and its page are in it under /api. */
  siteDirectory: string;
  upstreams: Readonly<Record<Answerer, string>>;
  upstreamTimeoutMilliseconds?: number;
  /** Instead of the bounds that services have, for tests that cannot wait as long. */
  bounds?: ServerOptions;
}

export interface Gateway {
  url: string;
  close: () => Promise<void>;
}

/** As in spa/nginx: more than any route takes; what a route takes less of, its service refuses. */
const MAX_BODY_BYTES = 524_288;
const MAX_SIGN_IN_BYTES = 8_192;
const UPSTREAM_MILLISECONDS = 30_000;
const STATIC_API_PATHS = /^\/api\/(openapi\.json$|docs\/)/;
/** What only we may say about where a request came from; CloudFront writes over the first, nginx believes that one alone. */
const FORWARDING_HEADERS = [
  'cloudfront-viewer-address',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/** As in spa/nginx: mapping templates find these by exactly their names, whichever the client wrote. */
const NAMES_FOR_TEMPLATES = ['Content-Type', 'Cookie', 'Origin', 'Sec-Fetch-Site'];

/** nginx's part on one machine: one origin for the SPA and the API, with the same routing, headers and limits. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const site = staticSite(options.siteDirectory);
  const proxy = createProxyServer({
    proxyTimeout: options.upstreamTimeoutMilliseconds ?? UPSTREAM_MILLISECONDS,
    // As in spa/nginx, a connection for each request: one kept may be closed by the other side as it is used again, a 503.
    agent: false,
  });
  proxy.on('proxyRes', (answer) => {
    answer.headers = withDeviceCookie(answer.headers);
  });
  const server = boundedServer(undefined, options.bounds);
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const pageOrigin = originOf(port);
  const listener: RequestListener = (request, response) => {
    route(request, response, { ...options, pageOrigin, site, proxy }).catch((error: unknown) => {
      if (error instanceof BodyTooLargeError) refuseBody(request, response);
      else sendProblem(response, 'service-unavailable');
    });
  };
  const guardedListener = guarded(listener, {
    pageOrigins: [pageOrigin, addressOf(port)],
    isPage: (request) => isOfSite(pathOf(request)),
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    setSecurityHeaders(response);
    guardedListener(request, response);
  });
  const close = async (): Promise<void> => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
  return { url: pageOrigin, close };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

interface Ways extends Pick<GatewayOptions, 'upstreams'> {
  readonly pageOrigin: string;
  readonly site: Handler;
  readonly proxy: ProxyServer;
}

async function route(request: IncomingMessage, response: ServerResponse, ways: Ways): Promise<void> {
  const path = pathOf(request);
  if (path === '/api/docs') {
    response.writeHead(308, { location: '/api/docs/' }).end();
  } else if (isOfSite(path)) {
    await ways.site(request, response);
  } else {
    await forward(request, response, path, ways);
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}

/** What is served from the built pages: everything outside of /api, and its description. */
function isOfSite(path: string): boolean {
  return !/^\/api(\/|$)/.test(path) || STATIC_API_PATHS.test(path);
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { upstreams, pageOrigin, proxy }: Ways,
): Promise<void> {
  const service = servicePaths.get(path.split('/')[2] ?? '');
  if (service === undefined) {
    sendProblem(response, 'not-found');
    return;
  }
  const isSignIn = service === 'sign-in';
  const body = await readBody(request, isSignIn ? MAX_SIGN_IN_BYTES : MAX_BODY_BYTES);
  if (isSignIn && isEmptySignIn(request, body)) {
    sendProblem(response, 'invalid-request');
    return;
  }
  for (const name of FORWARDING_HEADERS) Reflect.deleteProperty(request.headers, name);
  const named = headersByName(request, pageOrigin);
  if (isSignIn) request.url = path; // as nginx: no query goes on to the mapping templates
  await proxy.web(request, response, {
    target: upstreams[service],
    buffer: Readable.from(body.length > 0 ? [body] : []),
    headers: {
      ...named,
      ...forwardedBy(request, body),
      // As in spa/nginx: services are told the name that people use, API Gateway its own.
      host: new URL(isSignIn ? upstreams[service] : pageOrigin).host,
    },
  });
}

/** As nginx: not worth a turn behind here. (Its limit for each address has no place where all share one.) */
function isEmptySignIn({ method }: IncomingMessage, body: Buffer): boolean {
  return method === 'POST' && body.length === 0;
}

/** What only we may say of a request: where it comes from, and how long it is. */
function forwardedBy({ socket }: IncomingMessage, body: Buffer): Record<string, string> {
  return {
    'x-forwarded-for': socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-proto': 'http',
    ...(body.length > 0 ? { 'content-length': String(body.length) } : {}),
  };
}

/** Takes headers out of a request to hand them on under their own names. Our pages by address are our pages, which only we know. */
function headersByName({ headers }: IncomingMessage, pageOrigin: string): Record<string, string> {
  if (headers.origin !== undefined) headers.origin = pageOrigin;
  return Object.fromEntries(
    NAMES_FOR_TEMPLATES.flatMap((name) => {
      const value = headers[name.toLowerCase()];
      Reflect.deleteProperty(headers, name.toLowerCase());
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** As nginx does: sign-in's second cookie comes under a name of its own, since API Gateway can set no header twice. */
function withDeviceCookie({ 'device-cookie': device, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return typeof device === 'string'
    ? { ...headers, 'set-cookie': [...(headers['set-cookie'] ?? []), device] }
    : headers;
}

function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  sendProblem(response, 'body-too-large');
  request.resume();
}
