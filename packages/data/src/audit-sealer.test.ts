import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DayProver, type Sealed } from '@cloudapp/audit-proof/day-proof';
import { chainNames, chainOf } from '@cloudapp/audit-proof/seal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSealedDay } from './audit-day-reader.ts';
import { AuditRepository } from './audit-repository.ts';
import { AuditSealRepository } from './audit-seal-repository.ts';
import { AuditSealer, ChainBusyError, type KeyedEntry } from './audit-sealer.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let seals: AuditSealRepository;
beforeAll(async () => {
  tables = await createTestTables(['audit', 'audit-seals']);
  seals = new AuditSealRepository(tables.database);
});
afterAll(() => tables.remove());

const sealer = () => new AuditSealer(tables.database);

async function given(day: string, count: number): Promise<KeyedEntry[]> {
  const audit = new AuditRepository(tables.database);
  for (let number = 0; number < count; number++) {
    await audit.append(
      { action: 'sign-out', detail: `${number}` },
      new Date(Date.parse(`${day}T00:00:00Z`) + number * 1000),
    );
  }
  return (await read(day)).map(({ sk, entry }) => ({ ...entry, day, sk }));
}

async function read(day: string): Promise<Sealed[]> {
  const all: Sealed[] = [];
  for await (const page of readSealedDay(tables.database, day)) all.push(...page);
  return all;
}

/** What is wrong with a day, if it were signed now. */
async function findingsOf(day: string) {
  const prover = new DayProver(day);
  for (const one of await read(day)) prover.take(one);
  const heads = await seals.heads(day);
  return prover.finish({
    format: 'cloudapp-audit-root/1',
    day,
    previous: null,
    chains: chainNames(day).map((chain) => heads.get(chain) ?? { position: -1, hash: '' }),
    signedAt: `${day}T00:00:00Z`,
    keyArn: '',
  });
}

describe('AuditSealer', () => {
  it('takes each entry into the chain of its key, once however often it is told of', async () => {
    const entries = await given('2026-03-01', 40);

    const first = await sealer().seal([...entries, ...entries.slice(0, 5)].reverse());
    const again = await sealer().seal(entries);

    expect(first).toEqual({ sealed: 40, known: 0, late: [], unsealable: [] });
    expect(again).toEqual({ sealed: 0, known: 40, late: [], unsealable: [] });
    expect(await findingsOf('2026-03-01')).toEqual({ entries: 40, unsealed: 0, proven: 40, findings: [] });
    const stored = await read('2026-03-01');
    expect(stored.every(({ sk, seal }) => seal?.chain === chainOf('2026-03-01', sk))).toBe(true);
  });

  it('seals once each when five who seal meet', async () => {
    const entries = await given('2026-03-02', 60);

    const results = await Promise.all(
      Array.from({ length: 5 }, (_, shift) =>
        sealer().seal([...entries.slice(shift * 9), ...entries.slice(0, shift * 9)]),
      ),
    );

    expect(results.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(60);
    expect(results.reduce((sum, { known }) => sum + known, 0)).toBe(240);
    expect(await findingsOf('2026-03-02')).toMatchObject({ proven: 60, findings: [] });
  });

  it('goes on where a crash between two writes ended', async () => {
    const entries = await given('2026-03-03', 30);
    const { client } = tables.database;
    let writes = 0;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'TransactWriteItemsCommand' && ++writes > 3) throw new Error('it ends here');
        return await next(args);
      },
      { step: 'initialize', name: 'crash' },
    );
    await expect(sealer().seal(entries)).rejects.toThrow('it ends here');
    client.middlewareStack.remove('crash');

    const { sealed } = await sealer().sealDay('2026-03-03');

    expect(sealed).toBeGreaterThan(0);
    expect(sealed).toBeLessThan(30);
    expect(await findingsOf('2026-03-03')).toMatchObject({ entries: 30, unsealed: 0, proven: 30, findings: [] });
  });

  it('seals more of one chain than one transaction takes', async () => {
    const day = '2026-03-04';
    const sks = Array.from({ length: 9_000 }, (_, number) => `${day}T00:00:00.000Z#evt_${number}`);
    const ofOne = sks.filter((sk) => chainOf(day, sk) === `${day}#03`).slice(0, 250);

    const { sealed } = await sealer().seal(ofOne.map((sk) => ({ day, sk })));

    expect(sealed).toBe(250);
    expect((await seals.heads(day)).get(`${day}#03`)?.position).toBe(250);
  });

  it('leaves an entry that JSON cannot hold, and keeps nothing else waiting', async () => {
    const day = '2026-03-05';
    const keys = Array.from({ length: 50 }, (_, number) => `${day}T00:00:00.000Z#evt_${number}`);
    const poisoned = { day, sk: `${day}T00:00:00.000Z#evt_x`, amount: 10n };

    const result = await sealer().seal([poisoned, ...keys.map((sk) => ({ day, sk }))]);

    expect(result).toEqual({ sealed: 50, known: 0, late: [], unsealable: [poisoned.sk] });
  });

  it('seals nothing into a day that is closed', async () => {
    const [entry, other] = await given('2026-03-06', 2);
    if (!entry || !other) throw new Error('there is no entry');
    await sealer().seal([entry]);
    const heads = await seals.close('2026-03-06');

    const result = await sealer().seal([entry, other]);

    expect(result).toEqual({ sealed: 0, known: 1, late: [other.sk], unsealable: [] });
    expect(await seals.close('2026-03-06')).toEqual(heads);
    expect((await findingsOf('2026-03-06')).findings).toMatchObject([{ kind: 'inserted', entry: other.sk }]);
  });

  it('gives up when others are faster time after time', async () => {
    const busy = new AuditSealer(tables.database);
    const { client } = tables.database;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'TransactWriteItemsCommand') {
          const [head] = (args.input as { TransactItems: { Update?: { ConditionExpression: string } }[] })
            .TransactItems;
          if (head?.Update) head.Update.ConditionExpression = 'attribute_exists(sk)';
        }
        return await next(args);
      },
      { step: 'initialize', name: 'busy' },
    );

    await expect(busy.seal([{ day: '2026-03-07', sk: 'a' }])).rejects.toThrow(ChainBusyError);
    client.middlewareStack.remove('busy');
  });
});

describe('readSealedDay', () => {
  it('tells of entries that are gone and of entries that were put over others', async () => {
    const day = '2026-03-08';
    const entries = await given(day, 30);
    await sealer().seal(entries);
    const [gone, changed] = [entries[4], entries[20]];
    const TableName = tables.database.table('audit');
    await tables.database.client.send(new DeleteCommand({ TableName, Key: { day, sk: gone?.sk } }));
    await tables.database.client.send(new PutCommand({ TableName, Item: { ...changed, detail: 'forged' } }));

    const { findings } = await findingsOf(day);

    expect(findings).toHaveLength(2);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'removed', entry: gone?.sk }),
        expect.objectContaining({ kind: 'changed', entry: changed?.sk }),
      ]),
    );
  });

  it('misses seals that somebody made unreadable', async () => {
    const day = '2026-03-09';
    const [entry] = await given(day, 1);
    await sealer().seal(entry ? [entry] : []);
    const Item = { chain: chainOf(day, entry?.sk ?? ''), sk: entry?.sk, position: 'none' };
    await tables.database.client.send(new PutCommand({ TableName: tables.database.table('audit-seals'), Item }));

    expect((await findingsOf(day)).findings.map(({ kind }) => kind)).toEqual(['inserted', 'removed']);
  });
});
