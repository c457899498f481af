import { boundedServer } from '@cloudapp/service-kit/server';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guarded } from '../guard/guard.ts';
import type { TemporaryCredentials } from './credentials.ts';

export interface CredentialsServer {
  /** The environment with which the AWS SDK finds the credentials of a part, as EKS Pod Identity sets it. */
  environmentOf: (part: string) => {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: string;
    AWS_CONTAINER_AUTHORIZATION_TOKEN: string;
  };
  close: () => void;
}

/** What the Pod Identity agent is on EKS: a loopback address that gives each service, by its token, its role's credentials. */
export async function startCredentialsServer(
  port: number,
  parts: readonly string[],
  assume: (part: string) => Promise<TemporaryCredentials>,
): Promise<CredentialsServer> {
  const tokens = new Map(parts.map((part) => [part, randomBytes(32).toString('base64url')]));
  const server = boundedServer(
    guarded((request, response) => {
      answer(request, response, tokens, assume).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      });
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    environmentOf: (part) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${actual}/credentials/${part}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: tokens.get(part) ?? '',
    }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: ReadonlyMap<string, string>,
  assume: (part: string) => Promise<TemporaryCredentials>,
): Promise<void> {
  const part = /^\/credentials\/([a-z-]+)$/.exec(request.url ?? '')?.[1] ?? '';
  const token = tokens.get(part);
  if (token === undefined || !isSame(request.headers.authorization ?? '', token)) {
    response.writeHead(401).end();
    return;
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await assume(part);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(
    JSON.stringify({
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: expiration.toISOString(),
    }),
  );
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
