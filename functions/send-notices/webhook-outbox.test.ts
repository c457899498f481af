import { composeAccounts, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { newId } from '@cloudapp/data/ids';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { StoredWebhook } from '@cloudapp/data/webhook-item';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendNotices, type SendNoticesParts } from './send-notices.ts';
import { begin, entryOf, told } from './testing/start-notices.ts';
import { secret, startWebhooks } from './testing/start-webhooks.ts';

let tables: TestTables;
let own: TestTables;
let to: Accounts;
let user: StoredUser;
beforeAll(async () => {
  tables = await createTestTables();
  to = composeAccounts(tables.database);
  user = await givenUser(to);
});
afterAll(() => tables.remove());
beforeEach(async () => {
  own = await createTestTables(['notices', 'settings']);
});
afterEach(() => own.remove());

const machine = { kind: 'machine', id: newId('mch', begin), name: 'brave-otter' } as const;
const ofMachine = (owner: StoredUser): Partial<SendNoticesParts> => ({
  instances: {
    get: () => Promise.resolve({ owner: { id: owner.id, name: owner.name } }),
  } as unknown as SendNoticesParts['instances'],
});
const setUp = (more: Partial<SendNoticesParts> = {}) => startWebhooks(to, own.database, more);
const testOf = ({ id, name }: StoredWebhook) =>
  entryOf(user, { action: 'webhook-tested', subject: { kind: 'webhook', id, name } });
const againOf = ({ id, name }: StoredWebhook, deliveryId: string) =>
  entryOf(user, { action: 'webhook-sent-again', subject: { kind: 'webhook', id, name }, detail: deliveryId });
const isDown = () => ({ status: 503, fault: 'It did not take it' });

describe('a webhook', () => {
  it('is told of the kinds that were chosen, signed so that the library of the specification takes it', async () => {
    const { givenWebhook, tell, posts } = setUp();
    const { address } = await givenWebhook();
    const entry = entryOf(user);

    await tell(entry, entryOf(user, { action: 'password-reset' }));

    expect(posts.map((post) => post.address)).toEqual([address]);
    const { headers = {}, body = '' } = posts[0] ?? {};
    expect(verified(headers, body)).toMatchObject({
      type: 'password-changed',
      timestamp: begin.toISOString(),
      data: { person: { id: user.id, name: user.name } },
    });
    expect(() => verified(headers, body.replace('password-changed', 'password-reset'))).toThrow(
      'No matching signature',
    );
  });

  it('is told of a machine with its owner, also of what the owner did', async () => {
    const { givenWebhook, tell, posts, sent } = setUp(ofMachine(user));
    await givenWebhook();

    await tell(entryOf(user, { action: 'machine-stopped', subject: machine, detail: 'From the page' }));

    expect(sent).toEqual([]);
    expect(JSON.parse(posts[0]?.body ?? '')).toMatchObject({
      type: 'machine-stopped',
      data: {
        machine: { id: machine.id, name: 'brave-otter' },
        person: { id: user.id, name: user.name },
        actor: { id: user.id, name: user.name },
        detail: 'From the page',
      },
    });
  });

  it('is told of nothing while it is off, nor of what happened before it was on', async () => {
    const { givenWebhook, tell, posts } = setUp();
    await givenWebhook({ isOn: false });
    await givenWebhook({ onSince: new Date(begin.getTime() + 1).toISOString() });

    await tell(entryOf(user));

    expect(posts).toEqual([]);
  });

  it('gets a test also while it is off; one that was removed gets none', async () => {
    const { givenWebhook, tell, postedTo, posts } = setUp();
    const webhook = await givenWebhook({ isOn: false, format: 'slack', sealedSecret: undefined });

    await tell(testOf(webhook), testOf({ ...webhook, id: newId('whk', begin) }));

    expect(posts).toHaveLength(1);
    const [post] = postedTo(webhook);
    expect(post?.headers).not.toHaveProperty('webhook-signature');
    expect(post?.body).toContain('This is a test');
  });

  it('is told where there is no address to send e-mails from, and nobody by e-mail', async () => {
    const { givenWebhook, tell, clock, posts, sent } = setUp({ sendsMails: false });
    await givenWebhook();

    await tell(entryOf(user));
    await clock();

    expect(posts).toHaveLength(1);
    expect(sent).toEqual([]);
  });

  it('is told once, however often and by however many at a time the stream tells', async () => {
    const { givenWebhook, parts, posts, clock } = setUp();
    await givenWebhook();
    const event = told(entryOf(user));

    await Promise.all([sendNotices(event, parts), sendNotices(event, parts), sendNotices(event, parts)]);
    await sendNotices(event, parts);
    await clock();

    expect(posts).toHaveLength(1);
  });
});

describe('a webhook that is down', () => {
  it('is tried again with pauses that double up to an hour, under the same id, and given up after a day', async () => {
    const { givenWebhook, tell, clock, at, posts, receivers, deliveries } = setUp();
    const webhook = await givenWebhook();
    receivers(isDown);
    await tell(entryOf(user));
    const tried: number[] = [0];

    for (let minute = 1; minute <= 26 * 60; minute += minute < 63 ? 1 : 20) {
      at(minute);
      const before = posts.length;
      await clock();
      if (posts.length > before) tried.push(minute);
    }

    expect(tried.slice(0, 9)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(tried.at(-1)).toBe(23 * 60 + 3);
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries.latest(webhook.id, 5)).toMatchObject([
      { state: 'given-up', attempts: tried.length, lastAttempt: { status: 503, fault: 'It did not take it' } },
    ]);
  }, 60_000);

  it('gets what waited once it is up again', async () => {
    const { givenWebhook, tell, clock, at, receivers, deliveries } = setUp();
    const webhook = await givenWebhook();
    receivers(isDown);
    await tell(entryOf(user), entryOf(user));
    receivers(() => ({ status: 200 }));
    at(1);

    await clock();

    const latest = await deliveries.latest(webhook.id, 5);
    expect(latest.map(({ state, attempts }) => [state, attempts]).sort()).toEqual([
      ['sent', 1],
      ['sent', 2],
    ]);
  });

  it('keeps neither mails nor other webhooks back, and doubles none', async () => {
    const { givenWebhook, tell, clock, at, receivers, postedTo, sent } = setUp();
    const [down, up] = [await givenWebhook(), await givenWebhook()];
    receivers((address) => (address === down.address ? isDown() : { status: 200 }));

    await tell(entryOf(user), entryOf(user));
    at(1);
    await clock();

    expect(sent).toHaveLength(2);
    expect(postedTo(up)).toHaveLength(2);
    expect(postedTo(down).length).toBeGreaterThan(1);
  });

  it('is left to the clock, so that the stream waits for it once', async () => {
    const { givenWebhook, tell, receivers, postedTo } = setUp();
    const webhook = await givenWebhook();
    receivers(isDown);

    await tell(entryOf(user));
    await tell(entryOf(user), entryOf(user));

    expect(postedTo(webhook)).toHaveLength(1);
  });

  it('is given up when it is switched off', async () => {
    const { givenWebhook, tell, clock, at, receivers, change, deliveries, posts } = setUp();
    const webhook = await givenWebhook();
    receivers(isDown);
    await tell(entryOf(user));
    await change(webhook.id, { isOn: false });
    at(1);

    await clock();

    expect(posts).toHaveLength(1);
    expect(await deliveries.latest(webhook.id, 5)).toMatchObject([
      { state: 'given-up', lastAttempt: { fault: 'The webhook is off' } },
    ]);
  });

  it('is tried again where whoever sent has died meanwhile', async () => {
    const { givenWebhook, tell, clock, at, receivers, posts } = setUp();
    await givenWebhook();
    receivers(() => Promise.reject(new Error('The process has died')));
    await expect(tell(entryOf(user))).rejects.toThrow('died');
    receivers(() => ({ status: 200 }));

    at(1);
    await clock();
    expect(posts).toHaveLength(1);
    at(2);
    await clock();
    await clock();

    expect(posts).toHaveLength(2);
  });
});

describe('a delivery', () => {
  it('is sent again when somebody asks for it, once for each time, under the same id', async () => {
    const { givenWebhook, tell, posts, at, clock, deliveries } = setUp();
    const webhook = await givenWebhook();
    await tell(entryOf(user));
    const id = posts[0]?.headers['webhook-id'] ?? '';
    const wish = againOf(webhook, id);
    at(48 * 60);

    await tell(wish);
    await tell(wish);
    await clock();

    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    expect(posts[1]?.body).toBe(posts[0]?.body);
    expect(await deliveries.get(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('that is not there is not made by asking for it', async () => {
    const { givenWebhook, tell, posts, deliveries } = setUp();
    const webhook = await givenWebhook();
    const missing = `${webhook.id}_${newId('evt', begin)}_test`;

    await tell(againOf(webhook, missing));

    expect(posts).toEqual([]);
    expect(await deliveries.get(missing)).toBeUndefined();
  });
});

/** The library takes only what was signed in the last minutes, by the computer's clock. */
function verified(headers: Readonly<Record<string, string>>, body: string): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: begin });
  try {
    return new Webhook(`whsec_${secret.toString('base64')}`).verify(body, headers);
  } finally {
    vi.useRealTimers();
  }
}
