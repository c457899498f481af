import { importUsers } from '@cloudapp/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

describe('importing people', () => {
  it('takes the first of those with the same e-mail', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const person = { email: 'one-of-three@example.org', name: 'Twice', role: 'user', quota: 1 } as const;
    const people = [person, { ...person, name: 'Thrice' }, person];

    const answer = await service.request('POST', '/users/import', { as: admin, body: { people } });
    const { rows } = importUsers.response.parse(await answer.json());

    const told = 'has the e-mail of line 1';
    expect(rows.map(({ line, user, error }) => [line, user?.name, error])).toEqual([
      [1, 'Twice', undefined],
      [2, undefined, told],
      [3, undefined, told],
    ]);
  });
});
