import { answersAt, routesOf } from '@cloudapp/service-kit/testing/caller-matrix';
import { doorOf } from '@cloudapp/service-kit/testing/doors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

async function cookieOf(...given: Parameters<TestService['givenCaller']>) {
  const { token } = await service.givenCaller(...given);
  return { Cookie: `__Host-session=${token}` };
}

it.each(routesOf('create-user'))('$method $path admits whom it should', async (contract) => {
  const callers = {
    machine: { Authorization: `Bearer ${'m'.repeat(43)}` },
    newcomer: await cookieOf({ role: 'admin', mustChangePassword: true }),
    owner: await cookieOf(),
    other: await cookieOf(),
    admin: await cookieOf({ role: 'admin' }),
  };

  const answers = await answersAt({ url: service.url, publicOrigin }, contract, { callers, params: { id: 'none' } });

  expect(answers).toEqual(doorOf(contract.name));
});
