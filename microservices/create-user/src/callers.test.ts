import { sessionRoutes } from '@cloudapp/contracts/session';
import { userRoutes } from '@cloudapp/contracts/user';
import { routes } from '@cloudapp/contracts/api';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let callers: Record<'nobody' | 'user' | 'admin' | 'newcomer', Caller | undefined>;

beforeAll(async () => {
  service = await startTestService();
  callers = {
    nobody: undefined,
    user: await service.givenCaller(),
    admin: await service.givenCaller({ role: 'admin' }),
    newcomer: await service.givenCaller({ mustChangePassword: true }),
  };
});
afterAll(() => service.stop());

/** Who gets past the door of each route: whoever does is answered by the route itself. */
const doors: Record<string, readonly (keyof typeof callers)[]> = {
  'GET /users': ['admin'],
  'POST /users': ['admin'],
  'GET /users/:id': ['admin'],
  'PATCH /users/:id': ['admin'],
  'DELETE /users/:id': ['admin'],
  'POST /users/:id/password-reset': ['admin'],
  'DELETE /users/:id/sessions': ['admin'],
  'POST /users/import': ['admin'],
  'GET /session': ['user', 'admin', 'newcomer'],
  'GET /me': ['user', 'admin'],
  'PATCH /me': ['user', 'admin'],
  'PUT /me/password': ['user', 'admin', 'newcomer'],
  'GET /me/sessions': ['user', 'admin'],
  'DELETE /me/sessions/:id': ['user', 'admin'],
  'DELETE /session': ['user', 'admin', 'newcomer'],
};

const refusals: ReadonlySet<string> = new Set([
  'session-required',
  'administrator-required',
  'password-change-required',
  'forbidden-origin',
]);

it('has a line for every route of the service, and implements each', async () => {
  const own = routes.filter((route) => route.service === 'create-user');

  expect(own.map((route) => `${route.method} ${route.path}`).sort()).toEqual(Object.keys(doors).sort());
  expect(own).toHaveLength(Object.keys({ ...userRoutes, ...sessionRoutes }).length);
  for (const route of own) {
    const response = await service.request(route.method, route.path.replace(':id', 'x'));
    expect([route.name, response.status]).toEqual([route.name, 401]);
  }
});

// Signing out comes last: it ends the sessions that the others need.
it.each(Object.entries(doors))('%s admits %j', async (route, admitted) => {
  const [method = '', path = ''] = route.split(' ');
  for (const name of Object.keys(callers) as (keyof typeof callers)[]) {
    const as = callers[name];
    const response = await service.request(method, path.replace(':id', 'none'), {
      ...(as && { as }),
      body: method === 'GET' ? undefined : {},
    });
    const isProblem = response.headers.get('content-type') === 'application/problem+json';
    const code = isProblem ? problemSchema.parse(await response.json()).code : '';
    expect([name, refusals.has(code)]).toEqual([name, !admitted.includes(name)]);
  }
});
