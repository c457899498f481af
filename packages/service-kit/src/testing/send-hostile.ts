import { problemSchema, type Problem } from '@cloudapp/contracts/problem';
import type { HostileRequest } from './hostile-requests.ts';

/** Sends a hostile request and answers the problem document that came back; anything else is a fault. */
export async function sendHostile(url: string, hostile: HostileRequest): Promise<Problem> {
  const response = await fetch(url + hostile.path, {
    method: hostile.method,
    headers: hostile.headers,
    ...(hostile.body !== undefined && { body: hostile.body }),
  });
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') {
    throw new Error(`${hostile.name}: answered ${response.status} with ${type ?? 'no content type'}`);
  }
  return problemSchema.parse(await response.json());
}
