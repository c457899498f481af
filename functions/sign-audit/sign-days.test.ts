import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { isSignedBy, rootHash } from '@cloudapp/audit-proof/root';
import { proveRoot } from '@cloudapp/audit-proof/root-proof';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { UnreadableRootError } from '@cloudapp/data/audit-root-store';
import { AuditSealRepository } from '@cloudapp/data/audit-seal-repository';
import { AuditSealer } from '@cloudapp/data/audit-sealer';
import { createAuditCloud } from '@cloudapp/data/testing/audit-cloud';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DayNotSealedError, signDays, type SignDaysParts } from './sign-days.ts';

let tables: TestTables;
let cloud: Awaited<ReturnType<typeof createAuditCloud>>;
beforeEach(async () => {
  tables = await createTestTables(['audit', 'audit-seals']);
  cloud = await createAuditCloud();
});
afterEach(() => tables.remove());

const at = (instant: string, parts: Partial<SignDaysParts> = {}) =>
  signDays({
    database: tables.database,
    seals: new AuditSealRepository(tables.database),
    roots: cloud.roots,
    key: cloud.key,
    now: new Date(instant),
    ...parts,
  });

async function given(day: string, count: number): Promise<void> {
  const audit = new AuditRepository(tables.database);
  for (let number = 0; number < count; number++)
    await audit.append({ action: 'sign-in' }, new Date(`${day}T10:00:00Z`));
  await new AuditSealer(tables.database).sealDay(day);
}

describe('signing the days of the audit log', () => {
  it('signs yesterday half an hour after its end, once', async () => {
    await given('2026-03-01', 7);

    expect(await at('2026-03-02T00:29:59Z')).toEqual(['2026-02-28']);
    expect(await at('2026-03-02T00:30:00Z')).toEqual(['2026-03-01']);
    expect(await at('2026-03-02T23:00:00Z')).toEqual([]);

    const root = await cloud.roots.read('2026-03-01');
    expect(root?.statement.chains.reduce((sum, { position }) => sum + position, 0)).toBe(7);
    expect(root && isSignedBy(root, await cloud.key.publicKey())).toBe(true);
  });

  it('catches up with the days that it missed, each root naming the one before', async () => {
    await given('2026-03-03', 2);
    await at('2026-03-02T01:00:00Z');

    expect(await at('2026-03-05T01:00:00Z')).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);

    const [first, second, third] = await Promise.all(
      ['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => cloud.roots.read(day)),
    );
    expect(first?.statement.previous).toBeNull();
    expect(second?.statement.previous).toBe(first && rootHash(first));
    const key = await cloud.key.publicKey();
    expect(third && proveRoot('2026-03-03', third, { key, before: second })).toEqual({ isSigned: true, findings: [] });
  });

  it('signs no day that has entries without a seal', async () => {
    await at('2026-03-01T01:00:00Z');
    await new AuditRepository(tables.database).append({ action: 'sign-in' }, new Date('2026-03-01T10:00:00Z'));

    await expect(at('2026-03-02T01:00:00Z')).rejects.toThrow(DayNotSealedError);

    expect(await cloud.roots.days()).toEqual(['2026-02-28']);
    await new AuditSealer(tables.database).sealDay('2026-03-01');
    expect(await at('2026-03-02T02:00:00Z')).toEqual(['2026-03-01']);
  });

  it('goes on where a crash between closing and storing ended', async () => {
    await given('2026-03-01', 3);
    const broken = { arn: cloud.key.arn, sign: () => Promise.reject(new Error('no answer')) };
    await expect(at('2026-03-02T01:00:00Z', { key: broken })).rejects.toThrow('no answer');

    expect(await at('2026-03-02T02:00:00Z')).toEqual(['2026-03-01']);
    expect((await cloud.roots.read('2026-03-01'))?.statement.signedAt).toBe('2026-03-02T02:00:00.000Z');
  });

  it('leaves the root of a run that was faster, and follows it', async () => {
    const meanwhile = {
      arn: cloud.key.arn,
      sign: async (statement: Parameters<typeof cloud.key.sign>[0]) => {
        if (statement.day === '2026-03-01')
          await cloud.roots.create(await cloud.key.sign({ ...statement, keyArn: 'theirs' }));
        return await cloud.key.sign(statement);
      },
    };
    await at('2026-03-01T01:00:00Z');

    await at('2026-03-03T01:00:00Z', { key: meanwhile });

    const [theirs, next] = await Promise.all(['2026-03-01', '2026-03-02'].map((day) => cloud.roots.read(day)));
    expect(theirs?.statement.keyArn).toBe('theirs');
    expect(next?.statement.previous).toBe(theirs && rootHash(theirs));
  });

  it('keeps roots in a bucket that gives none of them up', async () => {
    await at('2026-03-02T01:00:00Z');
    const Key = 'roots/2026-03-01.json';
    const { Versions } = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket: cloud.bucket }));
    const VersionId = Versions?.[0]?.VersionId;

    await expect(cloud.s3.send(new DeleteObjectCommand({ Bucket: cloud.bucket, Key, VersionId }))).rejects.toThrow();
  });

  it('says so when a root cannot be read', async () => {
    const Key = 'roots/2026-03-01.json';
    await cloud.s3.send(new PutObjectCommand({ Bucket: cloud.bucket, Key, Body: '{}' }));

    await expect(at('2026-03-03T01:00:00Z')).rejects.toThrow(UnreadableRootError);
  });
});
