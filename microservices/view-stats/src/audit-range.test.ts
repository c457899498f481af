import { AuditRepository } from '@cloudapp/data/audit-repository';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Record<string, string>;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCookie({ role: 'admin' });
  const audit = new AuditRepository(service.tables.database);
  const actor = { id: `usr_${'a'.repeat(26)}`, name: 'Ada' };
  await audit.append({ action: 'sign-out', actor }, new Date('2026-11-24T10:00:00Z'));
  await audit.append({ action: 'sign-out', actor }, new Date('2026-11-25T10:00:00Z'));
});
afterAll(() => service.stop());

const ask = async (query: Record<string, string>) => {
  const answer = await service.request(`/audit?${new URLSearchParams(query).toString()}`, admin);
  return { status: answer.status, body: (await answer.json()) as { items?: { at: string }[]; nextCursor?: string } };
};

it('answers the events of a range, given by instants of any precision', async () => {
  const range = { action: 'sign-out', from: '2026-11-24T10:00:00Z', to: '2026-11-25T10:00:00.0Z' };

  const { status, body } = await ask(range);

  expect(status).toBe(200);
  expect(body.items?.map(({ at }) => at)).toEqual(['2026-11-24T10:00:00.000Z']);
});

it('refuses a range that ends before it begins, at its end', async () => {
  const { status, body } = await ask({ from: '2026-11-25T10:00:00Z', to: '2026-11-25T10:00:00.000Z' });

  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '/query/to' }] });
});

it('refuses the cursor of another filter', async () => {
  const { body } = await ask({ action: 'sign-out', limit: '1' });

  const answer = await ask({
    action: 'sign-out',
    limit: '1',
    from: '2026-11-01T00:00:00Z',
    cursor: `${body.nextCursor}`,
  });

  expect(answer.body).toMatchObject({ code: 'invalid-request' });
});
