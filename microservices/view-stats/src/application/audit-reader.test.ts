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

  it('narrows to one person and one action', async () => {
    const page = await readAudit(audit, { limit: 10, actorId: 'usr_ada', action: 'sign-in' }, now);

    expect(times(page.items)).toEqual(['2026-11-24T11', '2026-11-20T10']);
  });

  it.each([
    ['by days', {}],
    ['of a person', { actorId: 'usr_ada' }],
    ['of an action', { action: 'sign-in' }],
  ] as const)('counts %s from the first instant of a range to the last before its end', async (_, filter) => {
    const of = (from: string, to: string) => readAudit(audit, { limit: 10, ...filter, from, to }, now);

    expect(times((await of('2026-11-20T10:00:00Z', '2026-11-24T11:00:00Z')).items)).toEqual(
      'actorId' in filter || 'action' in filter ? ['2026-11-20T10'] : ['2026-11-24T10', '2026-11-20T10'],
    );
    expect(times((await of('2026-11-20T10:00:00.001Z', '2026-11-24T11:00:00.001Z')).items)).toContain('2026-11-24T11');
    expect((await of('2026-11-20T10:00:00.001Z', '2026-11-24T10:00:00Z')).items).toEqual([]);
  });

  it('goes on within a range, page by page, and reads no day outside of it', async () => {
    const days: string[] = [];
    const watched = Object.create(audit) as AuditRepository;
    watched.listDay = (day, page) => {
      days.push(day);
      return audit.listDay(day, page);
    };
    const range = { limit: 1, from: '2026-11-20T00:00:00Z', to: '2026-11-24T10:30:00Z' };

    const first = await readAudit(watched, range, now);
    const second = await readAudit(watched, { ...range, cursor: first.nextCursor }, now);

    expect(times([...first.items, ...second.items])).toEqual(['2026-11-24T10', '2026-11-20T10']);
    expect(second.nextCursor).toBeUndefined();
    expect([days[0], days.at(-1)]).toEqual(['2026-11-24', '2026-11-20']);
  });

  it('finds by words in names and details', async () => {
    const page = await readAudit(audit, { limit: 10, action: 'sign-out', search: 'BÓB' }, now);

    expect(times(page.items)).toEqual(['2026-11-24T10']);
  });

  it.each(['\u00A8', '\u02D8', '\u00B4'])('finds nothing by an accent alone: %s', async (search) => {
    expect(await readAudit(audit, { limit: 10, search }, now)).toEqual({ items: [] });
    expect(await readAudit(audit, { limit: 10, action: 'sign-out', search }, now)).toEqual({ items: [] });
  });

  it('reads an action by its own index, and more at once than it hands out', async () => {
    const reads: unknown[] = [];
    const watched = Object.create(audit) as AuditRepository;
    watched.listOf = (index, id, page) => {
      reads.push([index, id, page.limit]);
      return audit.listOf(index, id, page);
    };

    const page = await readAudit(watched, { limit: 1, action: 'sign-out', search: 'ada' }, now);

    expect(times(page.items)).toEqual(['2026-11-01T10']);
    expect(reads).toEqual([['by-action', 'sign-out', 100]]);
  });

  it('refuses a cursor of another filter, and one that lies outside of the range', async () => {
    const filter = { limit: 1, actorId: 'usr_ada', from: '2026-11-20T00:00:00Z' };
    const { nextCursor: cursor } = await readAudit(audit, filter, now);
    const outside = auditCursors['by-actor']
      .narrowedBy({ actorId: filter.actorId, from: filter.from })
      .after({ day: '2026-11-01', sk: `2026-11-01T10:00:00.000Z#evt_${'0'.repeat(26)}`, actorId: 'usr_ada' });

    expect(cursor).toBeDefined();
    for (const other of [
      { ...filter, cursor, from: '2026-11-19T00:00:00Z' },
      { ...filter, cursor, action: 'sign-in' as const },
      { ...filter, cursor: outside },
    ]) {
      await expect(readAudit(audit, other, now)).rejects.toMatchObject({ code: 'invalid-cursor' });
    }
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
