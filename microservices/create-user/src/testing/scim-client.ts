import { randomUUID } from 'node:crypto';
import { scimErrorSchema } from '@cloudapp/contracts/scim-error';
import { scimGroupSchema, scimUserSchema } from '@cloudapp/contracts/scim-resource';
import { newUser } from '@cloudapp/accounts/domain/new-user';
import { writeBatches } from '@cloudapp/data/batch-write';
import { newId } from '@cloudapp/data/ids';
import type { TransactItem } from '@cloudapp/data/transaction';
import type { TestService } from './test-service.ts';

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A directory that talks to a service, as Entra ID or Okta do. */
export async function scimClient(service: TestService) {
  const token = await service.givenDirectoryToken();
  const send = async (method: string, path: string, { body, headers }: Sent = {}) =>
    await fetch(`${service.url}/api/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/scim+json; charset=utf-8' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const patch = (path: string, operations: readonly object[], headers?: Sent['headers']) =>
    send('PATCH', path, {
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations },
      ...(headers && { headers }),
    });
  const get = async (path: string) => (await (await send('GET', path)).json()) as Record<string, unknown>;
  const user = async (path: string) => scimUserSchema.parse(await get(path));
  const group = async (path: string) => scimGroupSchema.parse(await get(path));
  const givenUser = async (more: object = {}) => {
    const response = await send('POST', '/Users', { body: { userName: someEmail(), active: true, ...more } });
    return scimUserSchema.parse(await response.json());
  };
  const givenGroup = async (more: object = {}) => {
    const response = await send('POST', '/Groups', { body: { displayName: randomUUID(), ...more } });
    return scimGroupSchema.parse(await response.json());
  };
  const find = async (kind: string, filter: string) => {
    const found = await get(`/${kind}?filter=${encodeURIComponent(filter)}`);
    return (found['Resources'] as { id: string }[]).map(({ id }) => id);
  };
  return { token, send, patch, get, user, group, givenUser, givenGroup, find };
}

/** Many people of the directory at once, in the order of their ids. */
export async function givenPeople({ to, tables }: TestService, count: number): Promise<string[]> {
  const at = new Date();
  const ids = Array.from({ length: count }, (_, index) => newId('usr', new Date(at.getTime() + index)));
  const users = ids.map((id) => newUser(id, { email: someEmail(), name: 'One of many', role: 'user' }, at));
  const instant = at.toISOString();
  const people = ids.map((userId) => ({ userId, joinedAt: instant, changedAt: instant }));
  await Promise.all([
    writeBatches(
      tables.database,
      'users',
      users.map((user) => put(to.users.putItem(user))),
    ),
    writeBatches(
      tables.database,
      'directory',
      people.map((person) => put(to.directory.personItem(person, true))),
    ),
  ]);
  return ids;
}

function put({ Put }: TransactItem) {
  return { PutRequest: { Item: Put?.Item ?? {} } };
}

/** Waits until nobody waits any more for what rules give them. */
export async function everybodyHasRights({ to }: TestService): Promise<void> {
  while ((await to.directorySettings.rules()).pending.size > 0);
}

export type ScimClient = Awaited<ReturnType<typeof scimClient>>;

export const someEmail = () => `${randomUUID()}@example.org`;

/** The status of an answer, and for an error in SCIM's own form what kind it is. */
export async function told(asked: Promise<Response>): Promise<[status: number, scimType?: string]> {
  const response = await asked;
  if (response.ok) return [response.status];
  if (response.headers.get('content-type') !== 'application/scim+json') throw new Error('The error is not one of SCIM');
  const { status, scimType } = scimErrorSchema.parse(await response.json());
  if (status !== `${response.status}`) throw new Error(`The error says ${status} and comes with ${response.status}`);
  return scimType === undefined ? [response.status] : [response.status, scimType];
}
