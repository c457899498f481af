import { auditActions, type AuditAction } from '@cloudapp/contracts/audit';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAudit, type AuditQuery } from './audit-reader.ts';

const now = new Date('2026-11-24T12:00:00Z');
const dayMs = 86_400_000;
const ada = { id: 'usr_ada', name: 'Ada' };
const about = { kind: 'user', id: 'usr_bob', name: 'Bob' } as const;

let tables: TestTables;
let audit: AuditRepository;
let reads: number;

beforeEach(async () => {
  tables = await createTestTables(['audit']);
  const repository = new AuditRepository(tables.database);
  reads = 0;
  audit = Object.create(repository) as AuditRepository;
  audit.listDay = (...of) => {
    reads++;
    return repository.listDay(...of);
  };
  audit.listOf = (...of) => {
    reads++;
    return repository.listOf(...of);
  };
  audit.append = (...of) => repository.append(...of);
});
afterEach(() => tables.remove());

async function given(daysAgo: number, count = 1, action: AuditAction = 'sign-in') {
  const event = { action, actor: ada, subject: about };
  const at = (place: number) => new Date(now.getTime() - daysAgo * dayMs - place * 1000);
  await Promise.all(Array.from({ length: count }, (_, place) => audit.append(event, at(place))));
}

/** The sizes of all pages to the end of the list. */
async function sizes(query: AuditQuery): Promise<number[]> {
  const pages: number[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await readAudit(audit, { ...query, cursor }, now);
    for (const { id } of page.items) seen.add(id);
    pages.push(page.items.length);
    cursor = page.nextCursor;
  } while (cursor !== undefined && pages.length < 50);
  expect(seen.size).toBe(pages.reduce((sum, size) => sum + size, 0));
  return pages;
}

const filters = [
  ['all', {}],
  ['a person', { actorId: ada.id }],
  ['a subject', { subjectId: about.id }],
  ['an action', { action: 'sign-in' }],
  ['a person and an action', { actorId: ada.id, action: 'sign-in' }],
  ['a search', { search: 'bob' }],
  ['a range', { from: '2026-10-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }],
  ['a range from an hour of the last day', { from: '2026-11-21T01:00:00Z' }],
] as const;

describe('pages of the audit log', () => {
  it.each(filters)('of %s end with the last event', async (_, filter) => {
    await given(0, 100);
    await given(1, 60);
    await given(3, 54);

    expect(await sizes({ limit: 100, ...filter })).toEqual([100, 100, 14]);
    expect(await sizes({ limit: 107, ...filter })).toEqual([107, 107]);
  });

  it.each(filters)('of %s are one without a cursor where there is nothing', async (_, filter) => {
    expect(await sizes({ limit: 100, ...filter })).toEqual([0]);
    // A week of days, and one look at the index of each action for the next day with an event.
    expect(reads).toBeLessThanOrEqual(8 + auditActions.length);
  });

  it('are none of them empty, however long nothing happened in between', async () => {
    await given(60);
    await given(200, 1, 'sign-out');
    await given(399, 1, 'machine-ready');

    expect(await sizes({ limit: 1 })).toEqual([1, 1, 1]);
    expect(await sizes({ limit: 3 })).toEqual([3]);
  });

  it('hold nothing of before the days that are kept, or of before the first instant asked for', async () => {
    await given(50);
    await given(401);

    expect(await sizes({ limit: 1 })).toEqual([1]);
    expect(await sizes({ limit: 1, from: new Date(now.getTime() - 50 * dayMs + 1).toISOString() })).toEqual([0]);
  });

  it('lead on from where one request has read enough, and only to where events are', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, daysAgo) => given(daysAgo)));

    expect(await sizes({ limit: 100 })).toEqual([40]);

    await given(40);
    const behindIt = new Date(now.getTime() - 40 * dayMs + 1).toISOString();

    expect(await sizes({ limit: 100, from: behindIt })).toEqual([40]);

    expect(await sizes({ limit: 100 })).toEqual([40, 1]);
  });

  it('cost no more than a few hundred reads, however the events lie', async () => {
    await Promise.all(Array.from({ length: 45 }, (_, place) => given(place * 8)));

    const { items } = await readAudit(audit, { limit: 100 }, now);

    expect(items.length).toBeGreaterThan(0);
    // Forty pages, and six such looks.
    expect(reads).toBeLessThanOrEqual(40 + 6 * auditActions.length);
  });
});
