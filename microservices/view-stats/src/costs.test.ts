import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { CostReport, CostsByMonth } from '@cloudapp/contracts/costs';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import type { StoredUser, UserChanges } from '@cloudapp/data/user-item';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Record<string, string>;
let ada: string;
let bob: string;

const now = new Date();
const thisMonth = now.toISOString().slice(0, 7);

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCookie({ role: 'admin' });
  const person = await givenUser(service.to, { name: '=Ada "A" Byron', email: 'ada@example.com' });
  ada = person.id;
  const events = new StatisticsEventRepository(service.tables.database);
  const add = (at: string, ownerId: string | undefined, counters: Record<string, number>) =>
    events.append({ counters, ownerId }, new Date(at));
  await add('2025-12-31T23:59:59.999Z', ada, { 'cost#tiny': 500_000 });
  await add('2026-01-01T00:00:00Z', ada, { 'cost#tiny': 1_250_000, launches: 1 });
  await add('2026-01-31T23:59:59Z', ada, { 'cost#desktop': 250_000 });
  await add('2026-01-15T10:00:00Z', 'usr_gone', { 'cost#desktop': 4_000_000 });
  await add('2026-01-02T10:00:00Z', undefined, { 'cost#tiny': 100_000 });
  await add('2024-01-31T10:00:00Z', ada, { 'cost#tiny': 7_000_000 });
  await add(now.toISOString(), ada, { 'cost#tiny': 30_000 });
  await new StatisticsCounter(service.tables.database).countAll();
  const member = await givenUser(service.to, {
    ...{ name: 'Bob', email: 'bob@example.com', group: '=Simulation', costCentre: '4711' },
  });
  bob = member.id;
  await add('2026-03-31T23:00:00Z', bob, { 'cost#tiny': 2_000_000 });
  await add('2026-04-02T10:00:00Z', bob, { 'cost#tiny': 1_000_000, 'cost#desktop': 500_000 });
  await add('2026-04-02T10:00:00Z', ada, { 'cost#tiny': 70_000 });
  await new StatisticsCounter(service.tables.database).countAll();
  await move(member, { group: 'Acoustics' });
  await add('2026-04-20T10:00:00Z', bob, { 'cost#tiny': 250_000 });
  await new StatisticsCounter(service.tables.database).countAll();
});
afterAll(() => service.stop());

async function move(user: StoredUser, changes: Pick<UserChanges, 'group'>) {
  await service.to.accounts.update(user, changes, undefined, { event: { action: 'user-updated' }, at: now });
}

async function ask(query: string, headers = admin) {
  const answer = await service.request(`/stats/costs${query}`, headers);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const report = async (query: string) => JSON.parse((await ask(query)).text) as CostReport;

it('tells what each person’s machines cost in a month, the dearest first, beside the month before', async () => {
  expect(await report('?month=2026-01')).toEqual({
    month: '2026-01',
    by: 'person',
    total: 5.6,
    lines: [
      { id: 'usr_gone', cost: 4, before: 0 },
      { id: ada, name: '=Ada "A" Byron', email: 'ada@example.com', cost: 1.5, before: 0.5 },
    ],
    further: { lines: 0, cost: 0 },
    unassigned: 0.1,
  });
});

it('tells what each group cost, by who was in it when it was counted, and what people cost who are in none', async () => {
  expect(await report('?month=2026-04&by=group')).toEqual({
    month: '2026-04',
    by: 'group',
    total: 1.82,
    lines: [
      { id: '=Simulation', cost: 1.5, before: 2 },
      { id: 'Acoustics', cost: 0.25, before: 0 },
    ],
    further: { lines: 0, cost: 0 },
    unassigned: 0.07,
  });
});

it('tells what each cost centre cost', async () => {
  expect(await report('?month=2026-04&by=cost-centre')).toMatchObject({
    lines: [{ id: '4711', cost: 1.75, before: 2 }],
    unassigned: 0.07,
  });
});

it('keeps in a group what people cost who are gone', async () => {
  const gone = await givenUser(service.to, { group: 'Closed' });
  const events = new StatisticsEventRepository(service.tables.database);
  await events.append({ counters: { 'cost#tiny': 40_000 }, ownerId: gone.id }, new Date('2026-06-01T00:00:00Z'));
  await new StatisticsCounter(service.tables.database).countAll();
  const entry = { event: { action: 'user-deleted' as const }, at: now };
  await service.to.accounts.delete(gone, entry);

  expect(await report('?month=2026-06&by=group')).toMatchObject({ lines: [{ id: 'Closed', cost: 0.04 }] });
});

it('hands out groups and cost centres in the file, of which none is a formula', async () => {
  const { text } = await ask('/export?from=2026-04&to=2026-04');

  const lines = text.split('\r\n').filter((line) => line.includes(bob));
  expect(lines.map((line) => line.split(',').slice(4).join(',')).sort()).toEqual([
    `"desktop","'=Simulation","4711","0.500000"`,
    `"tiny","'=Simulation","4711","1.000000"`,
    '"tiny","Acoustics","4711","0.250000"',
  ]);
});

it('tells what each blueprint cost', async () => {
  expect(await report('?month=2026-01&by=blueprint')).toMatchObject({
    total: 5.6,
    lines: [
      { id: 'desktop', cost: 4.25, before: 0 },
      { id: 'tiny', cost: 1.35, before: 0.5 },
    ],
    unassigned: 0,
  });
});

it('tells of this month where none is named, and of a month in which nothing ran', async () => {
  expect(await report('')).toMatchObject({ month: thisMonth, total: 0.03 });
  expect(await report('?month=2031-02')).toMatchObject({ total: 0, lines: [], unassigned: 0 });
  expect(await report('?month=2024-01')).toMatchObject({ total: 7 });
});

it('tells of thirteen months, this one last', async () => {
  const { months } = JSON.parse((await ask('/months')).text) as CostsByMonth;

  expect(months).toHaveLength(13);
  expect(months.at(-1)).toEqual({ month: thisMonth, cost: 0.03 });
  expect(months.map(({ month }) => month)).toEqual([...months.map(({ month }) => month)].sort());
});

it('hands out months as a file in which no name is a formula', async () => {
  const { status, headers, text } = await ask('/export?from=2025-12&to=2026-01');

  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/csv');
  expect(headers.get('content-disposition')).toContain('costs-2025-12-2026-01.csv');
  const [head, ...lines] = text.trim().split('\r\n');
  expect(head).toBe(
    '"month","person id","person name","e-mail","blueprint","group","cost centre","cost in US dollars"',
  );
  expect(lines.sort()).toEqual(
    [
      `"2025-12","${ada}","'=Ada ""A"" Byron","ada@example.com","tiny","","","0.500000"`,
      `"2026-01","${ada}","'=Ada ""A"" Byron","ada@example.com","desktop","","","0.250000"`,
      `"2026-01","${ada}","'=Ada ""A"" Byron","ada@example.com","tiny","","","1.250000"`,
      '"2026-01","usr_gone","","","desktop","","","4.000000"',
    ].sort(),
  );
});

it('hands out at most the last 24 months', async () => {
  const { text } = await ask('/export?from=2020-01&to=2026-01');

  expect(text).not.toContain('"2024-01"');
  expect(text).toContain('"2025-12"');
  expect((await ask('/export?to=2024-01')).text).toContain('"2024-01"');
});

it.each(['?month=2026-13', '?month=2026-1', '?month=26-01', '?by=everybody', '/export?from=2026-02&to=2026-01'])(
  'refuses %s',
  async (query) => {
    const { status, text } = await ask(query);

    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 'invalid-request' });
  },
);

it('tells nobody but administrators', async () => {
  const user = await service.givenCookie();

  for (const query of ['', '/months', '/export']) {
    expect((await ask(query, user)).status).toBe(403);
    expect((await ask(query, {})).status).toBe(401);
  }
});
