import { givenTokenKinds } from '@cloudapp/accounts/testing/token-kinds';
import { answersAt, routesOf } from '@cloudapp/service-kit/testing/caller-matrix';
import { doorOf } from '@cloudapp/service-kit/testing/doors';
import { answersToTokens, dueToTokens } from '@cloudapp/service-kit/testing/token-matrix';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleReport } from './testing/sample-report.ts';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

it.each(routesOf('view-stats'))('$method $path admits whom it should, and answers them', async (contract) => {
  const callers = {
    machine: { Authorization: `Bearer ${'m'.repeat(43)}` },
    newcomer: await service.givenCookie({ role: 'admin', mustChangePassword: true }),
    owner: await service.givenCookie(),
    other: await service.givenCookie(),
    admin: await service.givenCookie({ role: 'admin' }),
  };

  const answers = await answersAt({ url: service.url, publicOrigin }, contract, { callers, body: [sampleReport] });

  expect(answers).toEqual(doorOf(contract.name));
});

it.each(routesOf('view-stats').filter(({ method }) => method === 'GET'))('$path answers', async ({ path }) => {
  expect((await service.request(path, await service.givenCookie({ role: 'admin' }))).status).toBe(200);
});

it('only reads, and takes what browsers report, of which nothing is stored', () => {
  const others = routesOf('view-stats').filter(({ method }) => method !== 'GET');

  expect(others.map(({ name }) => name)).toEqual(['reportViolations']);
});

it.each(routesOf('view-stats'))('$method $path takes tokens that are for it, and no others', async (contract) => {
  const { Cookie: cookie } = await service.givenCookie({ role: 'admin' });
  const scene = { tokens: await givenTokenKinds(service.to), cookie, body: [sampleReport] };

  expect(await answersToTokens(service.url, contract, scene)).toEqual(dueToTokens(contract));
});
