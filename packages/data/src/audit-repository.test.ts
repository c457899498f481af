import type { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditDay } from './audit-item.ts';
import { AuditRepository } from './audit-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { transact } from './transaction.ts';

let tables: TestTables;
let audit: AuditRepository;
beforeAll(async () => {
  tables = await createTestTables();
  audit = new AuditRepository(tables.database);
});
afterAll(() => tables.remove());

const at = new Date('2026-03-04T05:06:07Z');
const first = { action: 'sign-out', detail: 'as it was' } as const;
const events = async (day: Date) => (await audit.listDay(auditDay(day), { limit: 10 })).items;

describe('what stands in the audit log', () => {
  it('is never written over by a transaction, which then does nothing at all', async () => {
    const step = audit.step(first, at);
    await transact(tables.database, [step], () => undefined);
    const { Put } = step.item;
    const forged = { item: { Put: { ...Put, Item: { ...Put?.Item, detail: 'forged' } } }, isGuard: true } as const;
    const beside = audit.step({ action: 'sign-in' }, at);

    await expect(transact(tables.database, [beside, forged as typeof step], () => undefined)).rejects.toThrow();

    expect(await events(at)).toMatchObject([first]);
  });

  it('stays one event when it is written again because the answer was lost', async () => {
    const day = new Date('2026-03-05T05:06:07Z');
    let sent = 0;
    const client = Object.create(tables.database.client) as typeof tables.database.client;
    client.send = (async (command: PutCommand) => {
      sent++;
      await tables.database.client.send(command);
      return tables.database.client.send(command);
    }) as typeof client.send;

    await new AuditRepository({ ...tables.database, client }).append(first, day);

    expect(sent).toBe(1);
    expect(await events(day)).toMatchObject([first]);
  });
});
