import { auditCursors, AuditRepository } from '@cloudapp/data/audit-repository';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from './audit-reader.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ada = { id: 'usr_ada', name: 'Ada' };
let tables: TestTables;
let audit: AuditRepository;

beforeAll(async () => {
  tables = await createTestTables(['audit']);
  audit = new AuditRepository(tables.database);
  const add = (at: string, action: 'sign-in' | 'sign-out', actor = ada) =>
    audit.append({ action, actor }, new Date(at));
  await add('2026-11-24T11:00:00Z', 'sign-in');
  await add('2026-11-24T10:00:00Z', 'sign-out', { id: 'usr_bob', name: 'Bob' });
  await add('2026-11-20T10:00:00Z', 'sign-in');
  await add('2026-11-01T10:00:00Z', 'sign-out');
});
afterAll(() => tables.remove());

const times = (items: { at: string }[]) => items.map(({ at }) => at.slice(0, 13));

describe('readAudit', () => {
  it('walks back over days without events', async () => {
    const page = await readAudit(audit, { limit: 10 }, now);

    expect(times(page.items)).toEqual(['2026-11-24T11', '2026-11-24T10', '2026-11-20T10', '2026-11-01T10']);
  });

  it('goes on where a page ended, also between days', async () => {
    const first = await readAudit(audit, { limit: 2 }, now);
    const second = await readAudit(audit, { limit: 2, cursor: first.nextCursor }, now);

    expect(times([...first.items, ...second.items])).toEqual([
      '2026-11-24T11',
      '2026-11-24T10',
      '2026-11-20T10',
      '2026-11-01T10',
    ]);
  });

  it('promises no more behind the last event of a page that is full', async () => {
    const page = await readAudit(audit, { limit: 2, actorId: 'usr_ada', action: 'sign-in' }, now);

    expect(times(page.items)).toEqual(['2026-11-24T11', '2026-11-20T10']);
    expect(page.nextCursor).toBeUndefined();
  });

  it('ends after the days that are kept', async () => {
    let cursor: string | undefined;
    let pages = 0;
    do {
      cursor = (await readAudit(audit, { limit: 50, cursor }, now)).nextCursor;
      pages++;
    } while (cursor !== undefined && pages < 50);

    expect(cursor).toBeUndefined();
  });

  it('narrows to one person and one action', async () => {
    const page = await readAudit(audit, { limit: 10, actorId: 'usr_ada', action: 'sign-in' }, now);

    expect(times(page.items)).toEqual(['2026-11-24T11', '2026-11-20T10']);
  });

  it.each([
    ['another list', auditCursors['by-actor'].after({ day: '2026-11-24', sk: 'x', actorId: 'usr_bob' })],
    ['no day', auditCursors.days.after({ day: 'yesterday', sk: '~' })],
    ['no JSON', 'bm9uc2Vuc2U'],
  ])('refuses a cursor of %s', async (_, cursor) => {
    await expect(readAudit(audit, { limit: 10, cursor }, now)).rejects.toMatchObject({ code: 'invalid-cursor' });
    await expect(readAudit(audit, { limit: 10, cursor, actorId: 'usr_ada' }, now)).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});
