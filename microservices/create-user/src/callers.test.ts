import { givenTokenKinds } from '@cloudapp/accounts/testing/token-kinds';
import { answersAt, routesOf } from '@cloudapp/service-kit/testing/caller-matrix';
import { doorOf } from '@cloudapp/service-kit/testing/doors';
import { answersToTokens, dueToTokens } from '@cloudapp/service-kit/testing/token-matrix';
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
    directory: { Authorization: `Bearer ${await service.givenDirectoryToken()}` },
    newcomer: await cookieOf({ role: 'admin', mustChangePassword: true }),
    owner: await cookieOf(),
    other: await cookieOf(),
    admin: await cookieOf({ role: 'admin' }),
  };

  const answers = await answersAt({ url: service.url, publicOrigin }, contract, {
    callers,
    params: { id: 'none', tokenId: 'none', deliveryId: 'none', code: 'none' },
  });

  expect(answers).toEqual(doorOf(contract.name));
});

it.each(routesOf('create-user'))('$method $path takes tokens that are for it, and no others', async (contract) => {
  const scene = { tokens: await givenTokenKinds(service.to), ...(await asScene()) };

  expect(await answersToTokens(service.url, contract, scene)).toEqual(dueToTokens(contract));
});

async function asScene() {
  const { Cookie: cookie } = await cookieOf({ role: 'admin' });
  return { cookie, params: { id: 'none', tokenId: 'none', deliveryId: 'none', code: 'none' } };
}
