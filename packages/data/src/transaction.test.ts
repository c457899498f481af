import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CredentialRepository } from './credential-repository.ts';
import { QuotaRepository } from './quota-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { plainSteps, step, transact } from './transaction.ts';

let tables: TestTables;
let credentials: CredentialRepository;
let quotas: QuotaRepository;

beforeAll(async () => {
  tables = await createTestTables(['credentials', 'quotas']);
  credentials = new CredentialRepository(tables.database);
  quotas = new QuotaRepository(tables.database);
});
afterAll(() => tables.remove());

const named = (reason: string) => reason;

const launch = {
  quota: undefined,
  takesPlace: true,
  max: 9,
  windowMs: 1000,
  now: new Date(),
  posting: { changes: {} },
};

describe('transact', () => {
  it('answers nothing when all was written', async () => {
    const steps = [step(quotas.putItem('usr_a', 3), 'known'), ...plainSteps(credentials.deleteItem('a@example.org'))];

    expect(await transact(tables.database, steps, named)).toBeUndefined();
    expect(await quotas.get('usr_a')).toEqual({ limit: 3, used: 0, ledger: {} });
  });

  it('names the first step whose condition did not hold, wherever it stands, and writes nothing', async () => {
    const credential = { userId: 'usr_b', passwordHash: 'hash' };
    const steps = [
      ...plainSteps(credentials.deleteItem('b@example.org')),
      step(credentials.putItem('c@example.org', credential), 'email-taken'),
      step(quotas.launchItem('usr_nobody', launch), 'quota-full'),
      step(quotas.deleteItem('usr_nobody-else'), 'user-has-machines'),
    ];

    expect(await transact(tables.database, steps, named)).toBe('quota-full');
    expect(await credentials.get('c@example.org')).toBeUndefined();
  });

  it('sends no condition that has no name, and no name that has no condition', async () => {
    const unnamed = plainSteps(quotas.launchItem('usr_a', launch));
    const unconditional = [step(credentials.deleteItem('a@example.org'), 'gone')];

    await expect(transact(tables.database, unnamed, named)).rejects.toThrow('must have a reason');
    await expect(transact(tables.database, unconditional, named)).rejects.toThrow('must have a reason');
  });
});
