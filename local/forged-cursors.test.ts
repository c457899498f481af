import { createHash } from 'node:crypto';
import { routes } from '@cloudapp/contracts/api';
import { problemSchema } from '@cloudapp/contracts/problem';
import { apiPrefix } from '@cloudapp/contracts/route';
import { problemsOf } from '@cloudapp/contracts/route-problems';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startPagedLists, type AskedList, type PagedList } from './testing/paged-lists.ts';

const paged = routes.filter(({ query }) => query !== undefined && 'cursor' in query.shape);
const names = paged.map(({ name }) => name);
/** Of each row its id: what a machine has cost moves on meanwhile. */
const pageSchema = z.object({ items: z.array(z.object({ id: z.string() })), nextCursor: z.string().optional() });
const digestLength = 16;

let started: Awaited<ReturnType<typeof startPagedLists>>;

beforeAll(async () => {
  started = await startPagedLists();
});
afterAll(() => started.stop());

function contractOf(route: string) {
  const contract = paged.find(({ name }) => name === route);
  if (contract === undefined) throw new Error(`${route} has no pages`);
  return contract;
}

function listNamed(route: string): PagedList {
  const list = started.lists.find(({ asked }) => asked.route === route);
  if (list === undefined) throw new Error(`Nothing is known of ${route}: add it to paged-lists.ts`);
  return list;
}

/** Asks for a list with a query that is written as it stands. */
async function ask({ route, url, params, filters, person }: AskedList, query: string): Promise<Response> {
  const path = contractOf(route).path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const all = `${new URLSearchParams(filters)}&${query}`.replace(/^&/, '');
  return fetch(`${url}${apiPrefix}${path}?${all}`, { headers: { Cookie: `__Host-session=${person.token}` } });
}

async function pageOf(list: AskedList, query: string) {
  const response = await ask(list, query);
  expect(response.status).toBe(200);
  return pageSchema.parse(await response.json());
}

async function cursorOf(list: AskedList): Promise<string> {
  const { nextCursor = '' } = await pageOf(list, 'limit=1');
  expect(nextCursor.length).toBeGreaterThan(digestLength);
  return nextCursor;
}

/** What becomes of a query: `400` where it is refused as the contract says, the fault where it is not. */
async function verdictOn(list: AskedList, query: string): Promise<string> {
  const response = await ask(list, query);
  if (response.status !== 400) return `${response.status}`;
  const { code } = problemSchema.parse(await response.json());
  return code === 'invalid-request' && problemsOf(contractOf(list.route)).has(code) ? '400' : code;
}

/** Those cursors that are not refused as the contract says, each with its verdict. */
async function unrefused(list: AskedList, cursors: Readonly<Record<string, string>>): Promise<string[]> {
  const verdicts: string[] = [];
  for (const [name, cursor] of Object.entries(cursors)) {
    const verdict = await verdictOn(list, `cursor=${cursor}`);
    if (verdict !== '400') verdicts.push(`${name}: ${verdict}`);
  }
  return verdicts;
}

/** The cursor that a place would have in a list, for who has worked out how cursors are made. */
function forged({ route, params, filters, person }: AskedList, place: string): string {
  const asked = Object.entries(z.looseObject({}).parse(contractOf(route).query?.parse(filters)));
  const list = JSON.stringify([route, person.user.id, params, asked.filter(([name]) => name !== 'limit')]);
  const digest = createHash('sha256')
    .update(JSON.stringify([list, place]))
    .digest('base64url');
  return digest.slice(0, digestLength) + place;
}

const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('knows every list that has pages', () => {
  expect(names.length).toBeGreaterThan(4);
  expect(started.lists.map(({ asked }) => asked.route).sort()).toEqual([...names].sort());
});

describe.each(names)('a cursor of %s', (name) => {
  it('leads on in its list, also to a page of another size', async () => {
    const { asked } = listNamed(name);
    const { items } = await pageOf(asked, 'limit=100');

    const next = await pageOf(asked, `limit=100&cursor=${await cursorOf(asked)}`);

    expect(next.items).toEqual(items.slice(1));
    expect(next.items.length).toBeGreaterThan(0);
  });

  it('is refused with one bit changed, whichever character it is in', async () => {
    const { asked } = listNamed(name);
    const cursor = await cursorOf(asked);
    const changed = Array.from(cursor).flatMap((character, index) =>
      [0, index % 7].map((bit) => {
        const other = encodeURIComponent(String.fromCharCode(character.charCodeAt(0) ^ (1 << bit)));
        return [`${index} bit ${bit}`, cursor.slice(0, index) + other + cursor.slice(index + 1)] as const;
      }),
    );

    expect(await unrefused(asked, Object.fromEntries(changed))).toEqual([]);
  });

  it('is refused in every other list, and theirs in this', async () => {
    const { asked, others } = listNamed(name);
    const cursor = await cursorOf(asked);

    for (const [other, list] of Object.entries(others)) {
      expect(await unrefused(asked, { [`of ${other}`]: await cursorOf(list) })).toEqual([]);
      expect(await unrefused(list, { [`in ${other}`]: cursor })).toEqual([]);
    }
  });

  it('is refused when it was made up', async () => {
    const { asked } = listNamed(name);
    const cursor = await cursorOf(asked);
    const place = cursor.slice(digestLength);

    const forgeries = {
      nothing: '',
      NUL: '%00',
      'NUL behind it': `${cursor}%00`,
      'other letters': '%D7%A9%D7%9C%D7%95%D7%9D',
      'a lone surrogate': '%ED%A0%80',
      padding: `${cursor}%3D`,
      '1,025 characters': 'A'.repeat(1025),
      '3,000 characters': 'A'.repeat(3000),
      'the place alone': place,
      'the digest alone': cursor.slice(0, digestLength),
      'something behind it': `${cursor}A`,
      'twice itself': cursor + cursor,
      'two of them': `${cursor}&cursor=${cursor}`,
      'an object': written({ userId: 1 }),
      'a prototype': written({ __proto__: { limit: 1 } }),
      'a key of the table': written({ instanceId: `mch_${'0'.repeat(26)}`, sk: 'intent' }),
    };

    expect(await unrefused(asked, forgeries)).toEqual([]);
  });

  it('leads nowhere else, even for who has worked out how it is made', async () => {
    const { asked, others } = listNamed(name);
    const own = new Set((await pageOf(asked, 'limit=100')).items.map(({ id }) => id));
    const place = (await cursorOf(asked)).slice(digestLength);
    const parts = z.array(z.string()).parse(JSON.parse(Buffer.from(place, 'base64url').toString()));
    const places = [
      ...(await Promise.all(Object.values(others).map(async (list) => (await cursorOf(list)).slice(digestLength)))),
      ...[
        '',
        'AAAA',
        place + place,
        written({}),
        written(null),
        written([]),
        written(parts.slice(1)),
        written(['users']),
      ],
      ...parts.map((_, index) => written(parts.with(index, '\u0000'))),
      ...parts.map((_, index) => written(parts.with(index, '9'.repeat(600)))),
    ];

    for (const forgedPlace of places) {
      const response = await ask(asked, `cursor=${forged(asked, forgedPlace)}`);
      expect([200, 400]).toContain(response.status);
      const { items } = response.status === 200 ? pageSchema.parse(await response.json()) : { items: [] };
      expect(items.filter(({ id }) => !own.has(id))).toEqual([]);
    }
    expect((await ask(asked, `cursor=${forged(asked, place)}`)).status).toBe(200);
  });
});
