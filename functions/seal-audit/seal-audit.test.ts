import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { chainOf, contentOf } from '@cloudapp/audit-proof/seal';
import { readSealedDay } from '@cloudapp/data/audit-day-reader';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { AuditSealer } from '@cloudapp/data/audit-sealer';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealAudit, UnsealedEntriesError } from './seal-audit.ts';

const now = new Date('2026-03-10T12:00:00Z');
const daysBefore = (days: number) => new Date(now.getTime() - days * 86_400_000);

let tables: TestTables;
let audit: AuditRepository;
let seals: AuditSealRepository;
let complaints: string[];

beforeEach(async () => {
  tables = await createTestTables(['audit', 'audit-seals']);
  audit = new AuditRepository(tables.database);
  seals = new AuditSealRepository(tables.database);
  complaints = [];
});
afterEach(() => tables.remove());

const sealedBy = (event: unknown) =>
  sealAudit(event, {
    sealer: new AuditSealer(tables.database),
    seals,
    log: { error: (_, message) => complaints.push(message) },
    now,
  });

const insertOf = (...entries: object[]) => ({
  Records: entries.map((entry) => ({ eventName: 'INSERT', dynamodb: { NewImage: marshall(entry) } })),
});

async function stored(day: string) {
  const all = [];
  for await (const page of readSealedDay(tables.database, day)) all.push(...page);
  return all;
}

const unsealedOf = async (day: string) => (await stored(day)).filter(({ seal }) => !seal).length;

describe('sealing the audit log', () => {
  it('seals what the stream tells of as it was first written, whatever was put over it since', async () => {
    await audit.append({ action: 'sign-out', detail: 'as it was' }, now);
    const [{ entry, sk } = { sk: '' }] = await stored('2026-03-10');
    await tables.database.client.send(
      new PutCommand({ TableName: tables.database.table('audit'), Item: { ...entry, detail: 'forged' } }),
    );

    expect(await sealedBy(insertOf(entry ?? {}))).toMatchObject({ sealed: 1, known: 0 });
    expect(await sealedBy(insertOf(entry ?? {}))).toMatchObject({ sealed: 0, known: 1 });

    const [{ seal } = {}] = await stored('2026-03-10');
    expect(seal).toMatchObject({ chain: chainOf('2026-03-10', sk), position: 1, content: contentOf(entry ?? {}) });
  });

  it('seals by the clock whatever the stream has lost, of today and of all days since the last that was closed', async () => {
    await seals.close('2026-03-06');
    for (const days of [0, 1, 3, 4]) await audit.append({ action: 'sign-in' }, daysBefore(days));

    expect(await sealedBy({})).toMatchObject({ sealed: 3 });

    expect(await unsealedOf('2026-03-07')).toBe(0);
    expect(await unsealedOf('2026-03-06')).toBe(1);
  });

  it('begins with yesterday where no day was ever closed', async () => {
    for (const days of [0, 1, 2]) await audit.append({ action: 'sign-in' }, daysBefore(days));

    expect(await sealedBy(undefined)).toMatchObject({ sealed: 2 });

    expect(await unsealedOf('2026-03-08')).toBe(1);
  });

  it('says that an entry came after its day was closed, and goes on', async () => {
    await seals.close('2026-03-09');
    await audit.append({ action: 'sign-in' }, daysBefore(1));
    const [{ entry } = {}] = await stored('2026-03-09');

    const result = await sealedBy(insertOf(entry ?? {}, { day: '2026-03-10', sk: 'a' }));

    expect(result).toMatchObject({ sealed: 1, late: [expect.anything()] });
    expect(complaints).toEqual(['an entry came after its day was closed']);
  });

  it('keeps nothing waiting for a record without an entry', async () => {
    const event = insertOf({ day: '2026-03-10', sk: 'a' }, { day: 'never', sk: 'b' });
    event.Records.push({ eventName: 'INSERT', dynamodb: { NewImage: undefined as never } });

    expect(await sealedBy(event)).toMatchObject({ sealed: 1 });
    expect(complaints).toEqual(['a record of the stream has no entry', 'a record of the stream has no entry']);
  });

  it('complains by the clock of what cannot be sealed', async () => {
    const sealer = {
      seal: () => Promise.reject(new Error('not asked')),
      sealDay: () => Promise.resolve({ sealed: 0, known: 0, late: [], unsealable: ['x'] }),
    };
    const run = sealAudit({}, { sealer, seals, log: { error: (_, message) => complaints.push(message) }, now });

    await expect(run).rejects.toThrow(UnsealedEntriesError);
    expect(complaints[0]).toBe('an entry cannot be sealed');
  });

  it('refuses records that tell of changes or removals', async () => {
    const [record] = insertOf({ day: '2026-03-10', sk: 'a' }).Records;

    await expect(sealedBy({ Records: [{ ...record, eventName: 'MODIFY' }] })).rejects.toThrow();
    expect((await seals.heads('2026-03-10')).get(chainOf('2026-03-10', 'a'))?.position).toBe(0);
  });
});
