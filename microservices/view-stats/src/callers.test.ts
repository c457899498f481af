import { routes } from '@cloudapp/contracts/api';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let callers: Record<'nobody' | 'user' | 'newcomer' | 'admin', Record<string, string>>;

beforeAll(async () => {
  service = await startTestService();
  callers = {
    nobody: {},
    user: await service.givenCookie(),
    newcomer: await service.givenCookie({ role: 'admin', mustChangePassword: true }),
    admin: await service.givenCookie({ role: 'admin' }),
  };
});
afterAll(() => service.stop());

/** What each route answers to each caller. */
const administratorsOnly = {
  nobody: 'session-required',
  user: 'administrator-required',
  newcomer: 'password-change-required',
  admin: 200,
};
const answers: Record<string, Record<keyof typeof callers, string | number>> = {
  '/stats/summary': administratorsOnly,
  '/stats/series': administratorsOnly,
  '/stats/blueprints': administratorsOnly,
  '/audit': administratorsOnly,
};

it('has a line for every route of the service, and every route only reads', () => {
  const own = routes.filter((route) => route.service === 'view-stats');

  expect(own.map((route) => route.path).sort()).toEqual(Object.keys(answers).sort());
  expect(own.filter((route) => route.method !== 'GET')).toEqual([]);
});

it.each(Object.entries(answers))('%s answers %j', async (path, expected) => {
  for (const name of Object.keys(callers) as (keyof typeof callers)[]) {
    const response = await service.request(path, callers[name]);
    const answer = response.status === 200 ? 200 : problemSchema.parse(await response.json()).code;
    expect([name, answer]).toEqual([name, expected[name]]);
  }
});
