import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { givenAccessToken, givenUser } from '@cloudapp/accounts/testing/accounts';
import { routes } from '@cloudapp/contracts/api';
import { hostileRequests, type Credentials } from '@cloudapp/service-kit/testing/hostile-requests';
import { answersTo, dueAnswers } from '@cloudapp/service-kit/testing/send-hostile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from './testing/sample-report.ts';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let credentials: Credentials;

const contracts = routes.filter((route) => route.service === 'view-stats');

beforeAll(async () => {
  service = await startTestService();
  credentials = {
    admin: await service.givenCookie({ role: 'admin' }),
    user: await service.givenCookie(),
    mustChangePassword: await service.givenCookie({ role: 'admin', mustChangePassword: true }),
    expired: await service.givenCookie({ role: 'admin' }, new Date(Date.now() - 13 * 3_600_000)),
    machine: { Authorization: 'Bearer abc' },
    token: {
      Authorization: `Bearer ${await givenAccessToken(service.to, await givenUser(service.to, { role: 'admin' }))}`,
    },
  };
});
afterAll(() => service.stop());

async function countOfItems(): Promise<(number | undefined)[]> {
  const { client, table } = service.tables.database;
  const parts = ['statistics', 'audit', 'sessions', 'users'] as const;
  const scans = await Promise.all(
    parts.map((part) => client.send(new ScanCommand({ TableName: table(part), Select: 'COUNT' }))),
  );
  return scans.map(({ Count }) => Count);
}

describe.each(contracts.map((contract) => [contract.name, contract] as const))('%s', (_, contract) => {
  it('refuses every hostile request with its problem, and changes nothing', async () => {
    const requests = hostileRequests(contract, { body: [sampleReport] }, credentials, publicOrigin);
    const before = await countOfItems();

    expect(await answersTo(service.url, requests)).toEqual(dueAnswers(requests));
    expect(requests.length).toBeGreaterThan(10);
    expect(await countOfItems()).toEqual(before);
  });

  it.runIf(contract.method === 'GET')('answers administrators', async () => {
    expect((await service.request(contract.path, credentials.admin)).status).toBe(200);
  });
});
