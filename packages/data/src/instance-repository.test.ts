import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { sizeSchema } from '@cloudapp/contracts/blueprint';
import { instanceStates } from '@cloudapp/contracts/instance-state';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { InstanceLists } from './instance-lists.ts';
import { PresentOwners } from './present-owners.ts';
import { UserRepository } from './user-repository.ts';
import { newId } from './ids.ts';
import { instanceItem } from './instance-record.ts';
import { InstanceRepository } from './instance-repository.ts';
import { StoredItemError } from './stored-item.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { plainSteps, step, transact } from './transaction.ts';

/** What the code wrote before items had versions: machines at 26 moments of their lives, without the keys that vary. */
const stored = z
  .object({
    every: z.record(z.string(), z.unknown()),
    each: z.array(z.looseObject({ state: z.enum(instanceStates), dueAt: z.string().optional() })),
  })
  .parse(JSON.parse(readFileSync(new URL('testing/instances-of-version-1.json', import.meta.url), 'utf8')));
const instanceId = `mch_${'0'.repeat(26)}`;
const ownerId = `usr_${'0'.repeat(26)}`;
const nobody = { id: 'usr_nobody', name: '', email: '' };
const now = new Date('2026-11-01T12:00:00.000Z');

let tables: TestTables;
let instances: InstanceRepository;

beforeAll(async () => {
  tables = await createTestTables(['instances', 'users']);
  instances = new InstanceRepository(tables.database);
});
afterAll(() => tables.remove());

async function given(item: Record<string, unknown>): Promise<void> {
  const Item = { ...stored.every, ...item };
  await tables.database.client.send(new PutCommand({ TableName: tables.database.table('instances'), Item }));
}

describe('a machine that was stored before there were versions', () => {
  it('is there in every state', () => {
    expect(new Set(stored.each.map(({ state }) => state))).toEqual(new Set(instanceStates));
  });

  it.each(stored.each.map((item, moment) => [moment, item.state, item] as const))(
    'is read with all that it had (moment %i, %s)',
    async (_, state, item) => {
      await given(item);

      const record = await instances.get(instanceId);

      const { sk, ownerId: owner, kind, ...facts } = { ...stored.every, ...item };
      expect([sk, owner, kind]).not.toContain(undefined);
      const isStopped = state === 'stopped';
      const isCharged = facts['billedSince'] !== undefined;
      expect(record).toEqual({
        ...facts,
        ...('address' in facts && { privateAddress: facts['address'] }),
        prices: {
          diskPerHour: expect.closeTo((0.088 * Number(facts['diskGib'])) / 730, 9) as number,
          addressPerHour: 0.005,
        },
        ratePerHourMicros: isCharged ? Math.round(sizeSchema.parse(facts['size']).pricePerHour * 1e6) : 0,
        ...(isStopped && { billedSince: facts['stateChangedAt'] }),
      });
      expect(record?.state).toBe(state);
    },
  );

  it('is in the lists', async () => {
    const [item] = stored.each;
    await given(item ?? {});

    const owners = new PresentOwners(new UserRepository(tables.database));
    const lists = new InstanceLists(tables.database, instances, owners);
    const idsOf = async (filter: { ownerId?: string }) => {
      const { items } = await lists.list({ ...filter, ended: false, limit: 10 }, nobody);
      return items.map((record) => record.instanceId);
    };

    expect(await idsOf({ ownerId })).toEqual([instanceId]);
    expect(await idsOf({})).toEqual([instanceId]);
  });
});

describe('a stored machine', () => {
  const ready = stored.each.find(({ state }) => state === 'ready') ?? stored.each[0];

  it.each([
    ['without an address', { address: undefined }, 'address'],
    ['of a version to come', { schemaVersion: 5 }, 'its version is none of 1 to 4'],
    ['in a state that there is not', { state: 'hibernating' }, 'state'],
  ])('%s is named, and not read', async (_, changes, fault) => {
    await given(JSON.parse(JSON.stringify({ ...ready, ...changes })) as Record<string, unknown>);

    const reading = instances.get(instanceId);

    await expect(reading).rejects.toThrow(StoredItemError);
    await expect(reading).rejects.toThrow(`instanceId “${instanceId}”`);
    await expect(reading).rejects.toThrow(fault);
  });

  it('is written with its version, and replaced only by who has read the newest write', async () => {
    await given(ready ?? {});
    const record = await instances.get(instanceId);
    if (!record) throw new Error('There is no machine');
    const renamed = { ...record, version: record.version + 1, name: 'Renamed' };
    const replace = async () =>
      await transact(tables.database, [step(instances.replaceItem(renamed), 'overtaken')], (reason) => reason);

    expect([await replace(), await replace()]).toEqual([undefined, 'overtaken']);

    expect(await instances.get(instanceId)).toEqual(renamed);
    const raw = await tables.database.client.send(
      new GetCommand({ TableName: tables.database.table('instances'), Key: { instanceId, sk: 'instance' } }),
    );
    expect(raw.Item).toMatchObject({
      schemaVersion: 4,
      ownerId,
      kind: expect.stringMatching(/^machine#\d$/) as string,
    });
  });

  it('is claimed by one of many who see that it is due', async () => {
    await given({ ...ready, attention: 'active', dueAt: '2026-11-01T08:00:00.000Z' });
    const [due] = await instances.listDue('active', now, 10);
    if (!due) throw new Error('No machine is due');
    const until = new Date(now.getTime() + 20_000);

    const claims = await Promise.all(Array.from({ length: 5 }, () => instances.claim(due, until)));

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await instances.listDue('active', now, 10)).toEqual([]);
    expect((await instances.get(instanceId))?.dueAt).toBe(until.toISOString());
  });
});

describe('machines that are due', () => {
  it('come longest waiting first, wherever they are stored, also from before partitions had numbers', async () => {
    const ready = instanceItem.parse({ ...stored.every, ...stored.each.find(({ state }) => state === 'ready') });
    const minutes = Array.from({ length: 24 }, (_, index) => (index * 7) % 24);
    const waiting = minutes.map((minute) => {
      const dueAt = new Date(now.getTime() - minute * 60_000).toISOString();
      return { ...ready, instanceId: newId('mch', now), attention: 'settled', dueAt } as const;
    });
    await transact(
      tables.database,
      waiting.map((record) => step(instances.createItem(record), 'taken')),
      (reason) => {
        throw new Error(reason);
      },
    );
    const old = { ...stored.every, ...ready, instanceId: newId('mch', now) };
    await given({ ...old, schemaVersion: 3, attention: 'settled', dueAt: '2026-11-01T11:30:00.000Z' });

    const due = await instances.listDue('settled', now, 12);

    const longest = [...waiting].sort((a, b) => a.dueAt.localeCompare(b.dueAt)).slice(0, 11);
    expect(due.map((one) => one.instanceId)).toEqual([old, ...longest].map((one) => one.instanceId));
  });
});

describe('what belongs to a machine', () => {
  const sealed = { wrappedKey: 'a', nonce: 'b', tag: 'c', data: 'd' };

  it('is read as it was written', async () => {
    const intent = {
      imageId: 'ami-1',
      instanceType: 't3a.small',
      token: instanceId,
      subnetId: 'subnet-1',
      otherSubnetIds: ['subnet-2'],
      securityGroupId: 'sg-1',
      instanceProfile: 'machine',
      diskGib: 8,
      tags: { Name: 'Mine' },
      userData: sealed,
    };
    const items = [instances.intentItem(instanceId, intent), instances.secretsItem(instanceId, sealed)];
    await transact(tables.database, plainSteps(...items), () => undefined);

    expect(await instances.getIntent(instanceId)).toEqual(intent);
    expect(await instances.getSecrets(instanceId)).toEqual(sealed);
  });

  it('is read of a launch that was stored before there were other zones to try', async () => {
    const old = `mch_${'2'.repeat(26)}`;
    const intent = {
      imageId: 'ami-1',
      instanceType: 't3a.small',
      subnetId: 'subnet-1',
      securityGroupId: 'sg-1',
      instanceProfile: 'machine',
      diskGib: 8,
      tags: {},
      userData: sealed,
    };
    const Item = { instanceId: old, sk: 'intent', intent, schemaVersion: 1 };
    await tables.database.client.send(new PutCommand({ TableName: tables.database.table('instances'), Item }));

    expect(await instances.getIntent(old)).toEqual({ ...intent, token: old, otherSubnetIds: [] });
  });

  it('is not there for a machine that has none', async () => {
    const other = `mch_${'1'.repeat(26)}`;

    expect([await instances.getIntent(other), await instances.getSecrets(other)]).toEqual([undefined, undefined]);
  });

  it('keeps its history, newest first and page by page', async () => {
    const actor = { id: ownerId, name: 'Ada' };
    const lines = [{ text: 'Asked for', actor }, { text: 'Ready' }];
    const items = lines.map((line, place) =>
      instances.activityItem(instanceId, line, new Date(now.getTime() + place * 1000)),
    );
    await transact(tables.database, plainSteps(...items), () => undefined);

    const first = await instances.listActivity(instanceId, { limit: 1 });
    const second = await instances.listActivity(instanceId, { limit: 1, cursor: first.nextCursor });

    expect(first.items).toMatchObject([{ text: 'Ready' }]);
    expect(second.items).toMatchObject([{ text: 'Asked for', actor, at: now.toISOString() }]);
  });
});
