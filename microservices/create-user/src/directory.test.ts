import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { directoryRoutes } from '@cloudapp/contracts/directory';
import { problemSchema } from '@cloudapp/contracts/problem';
import { scimRoutes } from '@cloudapp/contracts/scim';
import { givenTokenKinds } from '@cloudapp/accounts/testing/token-kinds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someEmail, told } from './testing/scim-client.ts';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const ask = (method: string, path: string, as = admin, body?: object) =>
  service.request(method, path, { as, ...(body && { body }) });
const codeOf = async (asked: Promise<Response>) => {
  const response = await asked;
  return response.ok ? response.status : problemSchema.parse(await response.json()).code;
};
const made = async () =>
  directoryRoutes.makeDirectoryToken.response.parse(await (await ask('POST', '/directory/token')).json());
const read = async () => directoryRoutes.getDirectory.response.parse(await (await ask('GET', '/directory')).json());
const list = (headers: Record<string, string>) => fetch(`${service.url}/api/scim/v2/Users`, { headers });
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('the token of the directory', () => {
  it('is told once, opens its routes, and its use is noted', async () => {
    const { secret } = await made();

    expect((await list(bearer(secret))).status).toBe(200);

    expect(secret).toMatch(/^cloudapp_scim_\w{49}$/);
    const directory = await read();
    expect(directory).toMatchObject({ token: { madeBy: admin.user.name, lastUsedFrom: '127.0.0.1' } });
    expect(directory.address).toBe('https://cloudapp.example/api/scim/v2');
    const { client, table } = service.tables.database;
    const stored = await client.send(new ScanCommand({ TableName: table('settings') }));
    expect(JSON.stringify([directory, stored.Items])).not.toContain(secret.slice(20));
    expect(service.log.join('')).not.toContain(secret.slice(20));
  });

  it('ends when another is made, and by itself', async () => {
    const first = await made();
    const second = await made();
    expect([(await list(bearer(first.secret))).status, (await list(bearer(second.secret))).status]).toEqual([401, 200]);

    expect(await codeOf(ask('DELETE', '/directory/token'))).toBe(204);

    expect(await told(list(bearer(second.secret)))).toEqual([401]);
    expect((await read()).token).toBeUndefined();
    expect(await codeOf(ask('DELETE', '/directory/token'))).toBe('not-found');
    const actions = await Promise.all(
      (['directory-token-made', 'directory-token-ended'] as const).map(async (action) => {
        const { items } = await service.to.audit.listOf('by-action', action, { limit: 1 });
        return items[0]?.actor?.id;
      }),
    );
    expect(actions).toEqual([admin.user.id, admin.user.id]);
  });

  it('is made, ended and given rules with a fresh proof alone', async () => {
    const stale = await service.givenCaller({ role: 'admin' }, undefined, 11);

    expect(await codeOf(ask('POST', '/directory/token', stale))).toBe('proof-required');
    expect(await codeOf(ask('DELETE', '/directory/token', stale))).toBe('proof-required');
    expect(await codeOf(ask('PUT', '/directory/rules', stale, { rules: [] }))).toBe('proof-required');
  });

  it('opens nothing but its routes', async () => {
    const { secret } = await made();

    for (const path of ['/users', '/me', '/directory', '/session', '/sign-in-settings']) {
      expect((await fetch(`${service.url}/api${path}`, { headers: bearer(secret) })).status).toBe(401);
    }
  });

  it('is the only thing that opens them, and nothing is changed by any other', async () => {
    const { secret } = await made();
    const kinds = await givenTokenKinds(service.to);
    const cookie = { Cookie: `__Host-session=${admin.token}` };
    const brought: Record<string, string>[] = [
      {},
      cookie,
      { ...cookie, Origin: 'https://cloudapp.example' },
      ...Object.values(kinds).map(bearer),
      bearer(`${secret}x`),
      bearer(secret.slice(0, -1)),
      bearer(`${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`),
      { Authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` },
      { Authorization: secret },
    ];
    const before = await everything();

    for (const headers of brought) {
      for (const { method, path, body } of Object.values<{ method: string; path: string; body?: unknown }>(
        scimRoutes,
      )) {
        const response = await fetch(`${service.url}/api${path.replace(':id', admin.user.id)}`, {
          method,
          headers: { ...headers, 'Content-Type': 'application/scim+json' },
          ...(body !== undefined && { body: JSON.stringify({ userName: someEmail(), displayName: 'x' }) }),
        });
        expect([path, response.status, response.headers.get('www-authenticate')]).toEqual([path, 401, 'Bearer']);
      }
    }

    expect(await everything()).toEqual(before);
  });

  it('counts for nothing where a page of another site has it sent', async () => {
    const { secret } = await made();

    expect(await told(list({ ...bearer(secret), Origin: 'https://evil.example' }))).toEqual([403]);
  });
});

/** What a directory could have changed. */
async function everything() {
  const { client, table } = service.tables.database;
  const parts = ['users', 'credentials', 'quotas', 'directory'] as const;
  const scans = await Promise.all(parts.map((part) => client.send(new ScanCommand({ TableName: table(part) }))));
  return scans.map(({ Items = [] }) => Items.map((item) => JSON.stringify(item)).sort());
}
