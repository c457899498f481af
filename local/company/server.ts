import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { guarded } from '../guard/guard.ts';
import { originOf } from '../origin.ts';
import { companyConfiguration, type CompanyClient } from './configuration.ts';
import { directoryPage, errorPage, signInPage } from './pages.ts';
import { Directory } from './people.ts';

interface CompanyServer {
  readonly issuer: string;
  readonly close: () => Promise<void>;
}

interface Company {
  readonly provider: Provider;
  readonly directory: Directory;
}

/** The OpenID provider of a company, its sign-in page and its directory, on this computer alone. @param port 0 for any */
export async function serveCompany(port: number, client: CompanyClient): Promise<CompanyServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const issuer = originOf((server.address() as AddressInfo).port);
  const directory = new Directory();
  const provider = new Provider(issuer, await companyConfiguration(client, directory));
  const answerOidc = provider.callback();
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    setHeaders(response, client);
    const answer = ownPage({ provider, directory }, request, response);
    if (answer === undefined) void answerOidc(request, response);
    else
      answer.catch(() => {
        sendPage(response, 400, errorPage('This sign-in is over. Begin again in CloudApp.'));
      });
  };
  server.on('request', guarded(listener, { pageOrigins: [issuer], isPage: () => true }));
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Pages run no script but what `oidc-provider` names, which adds it to `script-src`, and send people nowhere but to CloudApp. */
function setHeaders(response: ServerResponse, { origins }: CompanyClient): void {
  const formTargets = ["'self'", ...origins].join(' ');
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src; style-src 'unsafe-inline'; form-action ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
  );
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('x-content-type-options', 'nosniff');
}

/** What answers a page of the company's own; undefined where `oidc-provider` does. */
function ownPage(company: Company, request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://company');
  const [, first, second = ''] = pathname.split('/');
  if (first === '') return showDirectory(company, response);
  if (first === 'people' && request.method === 'POST') return changeGroups(company, second, request, response);
  if (first === 'interaction') return interact(company, request, response);
  return undefined;
}

async function showDirectory({ directory }: Company, response: ServerResponse): Promise<void> {
  sendPage(response, 200, directoryPage(directory.all()));
  return Promise.resolve();
}

async function changeGroups(
  { directory }: Company,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  directory.putInGroups(id, (await formOf(request)).getAll('group'));
  response.writeHead(303, { location: '/' }).end();
}

/** Shows who one may be, and takes who one is. */
async function interact(
  { provider, directory }: Company,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    sendPage(response, 200, signInPage(`/interaction/${uid}`, directory.all()));
    return;
  }
  const accountId = (await formOf(request)).get('person');
  const result =
    accountId === null
      ? { error: 'access_denied', error_description: 'The person has cancelled' }
      : { login: { accountId } };
  await provider.interactionFinished(request, response, result);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await text(request));
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
}
