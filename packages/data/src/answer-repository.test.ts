import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailAnswer } from './answer-item.ts';
import { AnswerRepository } from './answer-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { hashToken, newToken } from './token.ts';
import { transact } from './transaction.ts';

let tables: TestTables;
let answers: AnswerRepository;
beforeAll(async () => {
  tables = await createTestTables(['idempotency']);
  answers = new AnswerRepository(tables.database);
});
afterAll(() => tables.remove());

const now = new Date('2026-03-01T10:00:00.000Z');
const answer: MailAnswer = {
  kind: 'keep',
  instanceId: `mch_${'0'.repeat(26)}`,
  machineName: 'brave-otter',
  owner: { id: `usr_${'0'.repeat(26)}`, email: 'ada@example.org', epoch: 3 },
  warnedAt: '2026-03-01T09:00:00.000Z',
  happensAt: '2026-03-02T09:00:00.000Z',
};

async function given(): Promise<string> {
  const token = newToken();
  await answers.add(hashToken(token), answer);
  return token;
}

it('an answer is found by the hash of its token, which is nowhere in the table', async () => {
  const token = await given();

  expect(await answers.get(hashToken(token))).toEqual(answer);
  expect(await answers.get(hashToken(newToken()))).toBeUndefined();
  const { Items } = await tables.database.client.send(
    new ScanCommand({ TableName: tables.database.table('idempotency') }),
  );
  expect(JSON.stringify(Items)).not.toContain(token);
});

it('an answer is removed a week after what it was about, and not before', async () => {
  await given();

  const { Items = [] } = await tables.database.client.send(
    new ScanCommand({ TableName: tables.database.table('idempotency') }),
  );

  expect(Items[0]?.['ttl']).toBe(Date.parse('2026-03-09T09:00:00.000Z') / 1000);
});

it.each([
  ['used', 'usedAt', (hash: string) => answers.useStep(hash, now)],
  ['refused', 'refusedAt', (hash: string) => answers.refusedStep(hash, now)],
] as const)('an answer is %s once, and stays', async (_, name, step) => {
  const hash = hashToken(await given());
  const note = () => transact(tables.database, [step(hash)], (reason) => reason);

  const outcomes = await Promise.all([note(), note(), note()]);

  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  expect(await answers.get(hash)).toEqual({ ...answer, [name]: now.toISOString() });
});

it('an answer that there is not cannot be used', async () => {
  const outcome = await transact(tables.database, [answers.useStep(hashToken(newToken()), now)], (reason) => reason);

  expect(outcome).toBe('overtaken');
});
