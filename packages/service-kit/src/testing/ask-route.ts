import { randomUUID } from 'node:crypto';
import { routePath, type RouteContract } from '@cloudapp/contracts/route';

/** What a route is asked for. */
export interface Wanted {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Asks a route of a running service as its contract wants it, with what a caller brings. */
export async function askRoute(
  url: string,
  contract: RouteContract,
  { params, body }: Wanted,
  brought: Readonly<Record<string, string>>,
): Promise<Response> {
  return await fetch(`${url}/api${routePath(contract, params)}`, {
    method: contract.method,
    headers: {
      ...(contract.headers && { 'Idempotency-Key': randomUUID() }),
      ...(contract.body && { 'Content-Type': contract.mediaType ?? 'application/json' }),
      ...brought,
    },
    ...(contract.body && { body: JSON.stringify(body ?? {}) }),
  });
}
