import { createPublicKey } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { proveExport } from '@cloudapp/audit-proof/export-proof';
import type { AuditDayProof } from '@cloudapp/contracts/audit-proof';
import { auditDay } from '@cloudapp/data/audit-item';
import { readSealedDay } from '@cloudapp/data/audit-day-reader';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { AuditSealer } from '@cloudapp/data/audit-sealer';
import { rootHash, type Root } from '@cloudapp/audit-proof/root';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Record<string, string>;

const now = new Date();
const daysAgo = (days: number) => auditDay(now, days);

beforeEach(async () => {
  service = await startTestService();
  admin = await service.givenCookie({ role: 'admin' });
});
afterEach(() => service.stop());

async function given(day: string, count: number) {
  const audit = new AuditRepository(service.tables.database);
  for (let number = 0; number < count; number++) {
    await audit.append({ action: 'sign-out', detail: `=${number}` }, new Date(`${day}T10:00:0${number}Z`));
  }
}

async function sign(day: string, before?: Root): Promise<Root> {
  const { database } = service.tables;
  await new AuditSealer(database).sealDay(day);
  const root = await service.cloud.key.sign({
    format: 'cloudapp-audit-root/1',
    day,
    previous: before ? rootHash(before) : null,
    chains: await new AuditSealRepository(database).close(day),
    signedAt: now.toISOString(),
    keyArn: service.cloud.key.arn,
  });
  await service.cloud.roots.create(root);
  return root;
}

async function keysOf(day: string) {
  const keys = [];
  for await (const page of readSealedDay(service.tables.database, day)) keys.push(...page);
  return keys;
}

const verified = async (day: string) =>
  (await (await service.request(`/audit/verification?day=${day}`, admin)).json()) as AuditDayProof;
const keyOf = async () => {
  const answer = await service.request('/audit/key', admin);
  return (await answer.json()) as { arn: string; fingerprint: string; pem: string };
};

describe('GET /audit/verification', () => {
  it('says what was checked of a day that is signed', async () => {
    await given(daysAgo(2), 5);
    await sign(daysAgo(2));

    expect(await verified(daysAgo(2))).toEqual({
      day: daysAgo(2),
      state: 'signed',
      entries: 5,
      proven: 5,
      unsealed: 0,
      signedAt: now.toISOString(),
      findings: [],
      furtherFindings: 0,
      fingerprint: (await keyOf()).fingerprint,
    });
  });

  it('names entries that were changed, removed and inserted, with what stands there now', async () => {
    const day = daysAgo(2);
    await given(day, 4);
    await sign(day);
    const [changed, removed] = await keysOf(day);
    const { client, table } = service.tables.database;
    const TableName = table('audit');
    await client.send(new PutCommand({ TableName, Item: { ...changed?.entry, detail: 'forged' } }));
    await client.send(new DeleteCommand({ TableName, Key: { day, sk: removed?.sk } }));
    await given(day, 1);

    const { findings, state } = await verified(day);

    expect(state).toBe('signed');
    expect(findings).toHaveLength(3);
    const told = new Map(findings.map(({ kind, entry, event }) => [kind, { entry, detail: event?.detail }]));
    expect(told.get('changed')).toEqual({ entry: changed?.sk, detail: 'forged' });
    expect(told.get('removed')).toEqual({ entry: removed?.sk, detail: undefined });
    expect(told.get('inserted')).toMatchObject({ detail: '=0' });
  });

  it('names a forged root, one that is gone, and one that is none', async () => {
    const first = await sign(daysAgo(6));
    const second = await sign(daysAgo(5), first);
    await service.cloud.roots.create({ ...second, statement: { ...second.statement, day: daysAgo(4) } });
    await sign(daysAgo(2), second);
    const Key = `roots/${daysAgo(7)}.json`;
    await service.cloud.s3.send(new PutObjectCommand({ Bucket: service.cloud.bucket, Key, Body: '{}' }));

    const kinds = async (day: string) => {
      const { state, findings } = await verified(day);
      return [state, ...findings.map(({ kind }) => kind)];
    };

    expect(await kinds(daysAgo(5))).toEqual(['signed']);
    expect(await kinds(daysAgo(4))).toEqual(['unsigned', 'forged-root']);
    expect(await kinds(daysAgo(3))).toEqual(['unsigned', 'missing-root']);
    expect(await kinds(daysAgo(7))).toEqual(['unsigned', 'forged-root']);
  });

  it('calls nothing wrong of days before sealing began, nor of today', async () => {
    await given(daysAgo(3), 2);
    await given(daysAgo(0), 1);
    expect(await verified(daysAgo(3))).toMatchObject({ state: 'waiting', unsealed: 2, findings: [] });
    await sign(daysAgo(2));

    expect(await verified(daysAgo(3))).toMatchObject({ state: 'before', entries: 2, unsealed: 2, findings: [] });
    expect(await verified(daysAgo(0))).toMatchObject({ state: 'waiting', proven: 0, findings: [] });
  });

  it('tells a hundred findings and how many more there are', async () => {
    const day = daysAgo(2);
    await sign(day);
    const { client, table } = service.tables.database;
    for (let number = 0; number < 103; number++) {
      await client.send(new PutCommand({ TableName: table('audit'), Item: { day, sk: `${number}` } }));
    }

    const { findings, furtherFindings } = await verified(day);

    expect(findings).toHaveLength(100);
    expect(furtherFindings).toBe(3);
  });
});

describe('GET /audit/export', () => {
  it('hands out JSON Lines that anybody can prove with the public key', async () => {
    await given(daysAgo(2), 3);
    await given(daysAgo(1), 2);
    await sign(daysAgo(1), await sign(daysAgo(2)));

    const answer = await service.request(`/audit/export?from=${daysAgo(2)}&to=${daysAgo(1)}`, admin);

    expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="audit-${daysAgo(2)}-${daysAgo(1)}.jsonl"`,
    );
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    const report = await proveExport((await answer.text()).split('\n'), createPublicKey((await keyOf()).pem));
    expect(report).toMatchObject({ days: 2, signedDays: 2, entries: 5, proven: 5, findings: [] });
  });

  it('hands out entries that are gone as gone, and begins at the root before', async () => {
    const day = daysAgo(1);
    await given(day, 3);
    await sign(day, await sign(daysAgo(2)));
    const [removed] = await keysOf(day);
    const { client, table } = service.tables.database;
    await client.send(new DeleteCommand({ TableName: table('audit'), Key: { day, sk: removed?.sk } }));

    const text = await (await service.request(`/audit/export?from=${day}&to=${day}`, admin)).text();

    const report = await proveExport(text.split('\n'), createPublicKey((await keyOf()).pem));
    expect(report.findings).toMatchObject([{ kind: 'removed', entry: removed?.sk }]);
    expect(report.proven).toBe(3);
  });

  it('hands out CSV without formulas', async () => {
    await given(daysAgo(1), 2);

    const answer = await service.request(`/audit/export?format=csv&from=${daysAgo(1)}&to=${daysAgo(1)}`, admin);

    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await answer.text()).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=0"`);
  });

  it('hands out no more than is kept, and nothing of the future', async () => {
    const answer = await service.request('/audit/export?from=2020-01-01&to=2999-01-01', admin);

    const [header = '{}'] = (await answer.text()).split('\n');
    expect(JSON.parse(header)).toMatchObject({ from: daysAgo(399), to: daysAgo(0) });
  });

  it('refuses days that end before they begin', async () => {
    expect((await service.request('/audit/export?from=2026-03-02&to=2026-03-01', admin)).status).toBe(400);
  });
});

describe('exports that are not taken', () => {
  let slow: TestService;
  beforeAll(async () => {
    slow = await startTestService();
  });
  afterAll(() => slow.stop());

  it('are four at the most, and make room when whoever asked goes away', async () => {
    const { client, table } = slow.tables.database;
    const administrator = await slow.givenCookie({ role: 'admin' });
    const Item = { day: daysAgo(1), detail: 'x'.repeat(300_000) };
    for (let number = 0; number < 60; number++) {
      await client.send(new PutCommand({ TableName: table('audit'), Item: { ...Item, sk: String(number) } }));
    }
    const path = `/audit/export?from=${daysAgo(1)}&to=${daysAgo(1)}`;
    const gone = new AbortController();
    const ask = (signal?: AbortSignal) =>
      fetch(`${slow.url}/api${path}`, { headers: administrator, signal: signal ?? null });
    const taken = await Promise.all(Array.from({ length: 4 }, () => ask(gone.signal)));
    expect(taken.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

    expect((await ask()).status).toBe(429);
    gone.abort();
    let answer = await ask();
    while (answer.status === 429) answer = await ask();

    expect((await answer.text()).length).toBeGreaterThan(18_000_000);
  });
});
