import { getUser, importUsers } from '@cloudapp/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../application.ts';
import { createLogger } from '../logger.ts';
import { implement } from '../route.ts';
import { serve } from '../testing/serve.ts';

let url: string;
let stop: () => void;

beforeAll(async () => {
  const { listener } = createApplication({
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    sessions: { authenticate: () => Promise.resolve(undefined) },
    routes: [
      implement(getUser, () => Promise.reject(new Error('not asked for'))),
      implement(importUsers, () => Promise.reject(new Error('not asked for'))),
    ],
  });
  ({ url, stop } = await serve(listener));
});
afterAll(() => {
  stop();
});

describe('Allow', () => {
  it.each([
    ['/api/users/import', 'POST, OPTIONS'],
    [`/api/users/usr_${'0'.repeat(26)}`, 'GET, HEAD, OPTIONS'],
  ])('names the methods of %s and no others', async (path, methods) => {
    const options = await fetch(url + path, { method: 'OPTIONS' });
    const other = await fetch(url + path, { method: 'DELETE' });

    expect([options.status, options.headers.get('allow')]).toEqual([204, methods]);
    expect([other.status, other.headers.get('allow')]).toEqual([405, methods]);
  });
});

describe('a path that has a name of its own', () => {
  it('is taken for no id', async () => {
    expect((await fetch(`${url}/api/users/import`)).status).toBe(405);
  });
});

describe('a path that nobody has', () => {
  it.each(['/api', '/api/', '/api/users/', '/api/users/a/b'])('%s is not found', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });
});
