import { problemSchema } from '@cloudapp/contracts/problem';
import { mostWebhooks, webhookRoutes as contracts, type NewWebhook } from '@cloudapp/contracts/webhook';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { newId } from '@cloudapp/data/ids';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { openOwnedSecrets } from '@cloudapp/accounts/testing/owned-secrets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeWebhook } from './application/webhooks.ts';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeEach(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterEach(() => service.stop());

const change = {
  name: 'Operations',
  address: 'https://hooks.example.org/services/T0/secret-path',
  kinds: ['machine-failed', 'account-disabled'],
  isOn: true,
};
const wish = { ...change, format: 'json' };

const ask = (method: string, path: string, body?: object, as = admin) => service.request(method, path, { as, body });
const outcome = async (asked: Promise<Response>) => {
  const response = await asked;
  return response.ok ? response.status : problemSchema.parse(await response.json()).code;
};
const given = async (overrides: object = {}): Promise<NewWebhook> =>
  contracts.addWebhook.response.parse(await (await ask('POST', '/webhooks', { ...wish, ...overrides })).json());
const listed = async () => contracts.listWebhooks.response.parse(await (await ask('GET', '/webhooks')).json()).items;
const stored = async () => (await service.to.settings.webhooks()).webhooks;
const entriesOf = async (action: Parameters<typeof service.to.audit.listOf>[1]) =>
  (await service.to.audit.listOf('by-action', action, { limit: 5 })).items;

describe('a webhook', () => {
  it('is added with a secret that is told once, listed, changed and removed', async () => {
    const { secret, ...webhook } = await given();

    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(webhook).toMatchObject({ ...change, kinds: ['account-disabled', 'machine-failed'], format: 'json' });
    expect(await listed()).toEqual([webhook]);
    const other = { ...change, name: 'Security', kinds: ['new-browser'], isOn: false };
    const changed: unknown = await (await ask('PUT', `/webhooks/${webhook.id}`, other)).json();
    expect(changed).toEqual({ id: webhook.id, format: 'json', ...other });
    expect(await listed()).toEqual([changed]);
    expect(await outcome(ask('DELETE', `/webhooks/${webhook.id}`))).toBe(204);
    expect(await listed()).toEqual([]);
  });

  it('keeps its secret sealed as its own, where no later answer and no log has it', async () => {
    const { id, secret = '' } = await given();
    await ask('PUT', `/webhooks/${id}`, change);
    const [{ sealedSecret = '' } = {}] = await stored();

    const opened = await openOwnedSecrets.open(id, sealedSecret);
    expect(`whsec_${Buffer.from(opened).toString('base64')}`).toBe(secret);
    const texts = [
      await (await ask('GET', '/webhooks')).text(),
      JSON.stringify([...(await entriesOf('webhook-added')), ...(await entriesOf('webhook-changed'))]),
      service.log.join('\n'),
    ];
    for (const text of texts) expect(text).not.toContain(secret.replace('whsec_', ''));
  });

  it.each(['slack', 'teams'])('in the format %s has no secret, since nobody checks it', async (format) => {
    expect(await given({ format })).not.toHaveProperty('secret');
    expect((await stored())[0]).not.toHaveProperty('sealedSecret');
  });

  it('is recorded with who did it and where it leads, without the path, which is as good as a password', async () => {
    const { id } = await given();
    await ask('PUT', `/webhooks/${id}`, { ...change, isOn: false });
    await ask('DELETE', `/webhooks/${id}`);

    const entries = [
      ...(await entriesOf('webhook-added')),
      ...(await entriesOf('webhook-changed')),
      ...(await entriesOf('webhook-removed')),
    ];
    expect(entries).toMatchObject(
      ['on', 'off', 'off'].map((state) => ({
        actor: { id: admin.user.id },
        subject: { kind: 'webhook', id, name: 'Operations' },
        detail: `json to hooks.example.org, ${state}: account-disabled, machine-failed`,
      })),
    );
  });

  it('that is switched on again is told of nothing from before', async () => {
    const { id } = await given();
    const before = (await stored())[0]?.onSince ?? '';
    await ask('PUT', `/webhooks/${id}`, { ...change, name: 'Another name' });
    expect((await stored())[0]?.onSince).toBe(before);

    await ask('PUT', `/webhooks/${id}`, { ...change, isOn: false });
    await ask('PUT', `/webhooks/${id}`, change);

    expect((await stored())[0]?.onSince).not.toBe(before);
  });

  it.each([
    ['plain HTTP', { address: 'http://hooks.example.org/' }],
    ['a password in its address', { address: 'https://me:secret@hooks.example.org/' }],
    ['a fragment', { address: 'https://hooks.example.org/#here' }],
    ['another protocol', { address: 'ftp://hooks.example.org/' }],
    ['no address', { address: 'hooks.example.org' }],
    ['no kinds', { kinds: [] }],
    ['a kind that is none', { kinds: ['everything'] }],
    ['no visible name', { name: '\u200b' }],
    ['a format that is none', { format: 'irc' }],
  ])('is refused with %s', async (_, overrides) => {
    expect(await outcome(ask('POST', '/webhooks', { ...wish, ...overrides }))).toBe('invalid-request');
    expect(await stored()).toEqual([]);
  });

  it('may be one of so many', async () => {
    for (let count = 0; count < mostWebhooks; count++) await given();

    expect(await outcome(ask('POST', '/webhooks', wish))).toBe('too-many-webhooks');
  });

  it('is changed by one of two who do so at the same time', async () => {
    const { id } = await given();
    const read = await service.to.settings.webhooks();
    await ask('PUT', `/webhooks/${id}`, { ...change, name: 'First' });
    const settings = Object.assign(new SettingRepository(service.tables.database), {
      webhooks: () => Promise.resolve(read),
    });
    const body = contracts.changeWebhook.body.parse({ ...change, name: 'Second' });
    const actor = { ...admin.user, address: '192.0.2.1', now: new Date(), provenAt: new Date().toISOString() };

    const asked = changeWebhook({ ...service.parts, settings }, id, body, actor);

    await expect(asked).rejects.toMatchObject({ code: 'edit-conflict' });
    expect((await stored())[0]?.name).toBe('First');
  });
});

describe('who may', () => {
  it('is an administrator, and nobody else', async () => {
    const { id } = await given();
    const user = await service.givenCaller();
    const requests: readonly (readonly [string, string, object?])[] = [
      ['GET', '/webhooks'],
      ['POST', '/webhooks', wish],
      ['PUT', `/webhooks/${id}`, change],
      ['DELETE', `/webhooks/${id}`],
      ['POST', `/webhooks/${id}/test`],
      ['GET', `/webhooks/${id}/deliveries`],
    ];

    for (const [method, path, body] of requests) {
      expect(await outcome(ask(method, path, body, user))).toBe('administrator-required');
    }
    expect(await stored()).toHaveLength(1);
  });

  it('change one is an administrator who has proven it lately; a test asks for no proof', async () => {
    const { id } = await given();
    const stale = await service.givenCaller({ role: 'admin' }, undefined, 11);

    expect(await outcome(ask('POST', '/webhooks', wish, stale))).toBe('proof-required');
    expect(await outcome(ask('PUT', `/webhooks/${id}`, { ...change, isOn: false }, stale))).toBe('proof-required');
    expect(await outcome(ask('DELETE', `/webhooks/${id}`, undefined, stale))).toBe('proof-required');
    expect(await outcome(ask('POST', `/webhooks/${id}/test`, undefined, stale))).toBe(202);
    expect(await stored()).toMatchObject([{ id, isOn: true }]);
  });
});

describe('what a webhook was told', () => {
  const delivered = async (webhookId: string, at: Date) => {
    const deliveries = new DeliveryRepository(service.tables.database);
    const noticeId = `${webhookId}_${newId('evt', at)}_machine-failed`;
    await deliveries.add({ noticeId, webhookId, kind: 'machine-failed', at: at.toISOString() }, at);
    const claimed = await deliveries.claim(noticeId, at, at);
    return { noticeId, claimed, deliveries };
  };

  it('is listed with what was answered, the newest first', async () => {
    const { id } = await given();
    const at = new Date('2026-11-24T05:06:07.000Z');
    const later = new Date('2026-11-24T05:16:07.000Z');
    const failed = await delivered(id, at);
    const attempt = { at: at.toISOString(), status: 500, fault: 'It did not take it' };
    if (failed.claimed) await failed.deliveries.postpone(failed.claimed, later, attempt);
    const sent = await delivered(id, later);
    if (sent.claimed) await sent.deliveries.end(sent.claimed, 'sent', { at: later.toISOString(), status: 204 });
    await delivered(newId('whk', at), at);

    const { items } = contracts.listDeliveries.response.parse(
      await (await ask('GET', `/webhooks/${id}/deliveries`)).json(),
    );

    const of = { kind: 'machine-failed', attempts: 1 };
    expect(items).toEqual([
      { ...of, id: sent.noticeId, at: later.toISOString(), state: 'sent', triedAt: later.toISOString(), status: 204 },
      {
        ...of,
        id: failed.noticeId,
        at: at.toISOString(),
        state: 'waiting',
        triedAt: at.toISOString(),
        status: 500,
        fault: 'It did not take it',
        nextAt: later.toISOString(),
      },
    ]);
  });

  it('is asked for again, and a test for the first time, by entries of the log', async () => {
    const { id, name } = await given();
    const { noticeId } = await delivered(id, new Date());

    expect(await outcome(ask('POST', `/webhooks/${id}/test`))).toBe(202);
    expect(await outcome(ask('POST', `/webhooks/${id}/deliveries/${noticeId}/again`))).toBe(202);

    const subject = { kind: 'webhook', id, name };
    expect(await entriesOf('webhook-tested')).toMatchObject([{ actor: { id: admin.user.id }, subject }]);
    expect(await entriesOf('webhook-sent-again')).toMatchObject([{ subject, detail: noticeId }]);
  });

  it('is not there for another webhook, nor once its webhook was removed', async () => {
    const [one, other] = [await given(), await given()];
    const { noticeId } = await delivered(one.id, new Date());

    expect(await outcome(ask('POST', `/webhooks/${other.id}/deliveries/${noticeId}/again`))).toBe('not-found');
    await ask('DELETE', `/webhooks/${one.id}`);
    expect(await outcome(ask('POST', `/webhooks/${one.id}/deliveries/${noticeId}/again`))).toBe('not-found');
    expect(await outcome(ask('GET', `/webhooks/${one.id}/deliveries`))).toBe('not-found');
    expect(await outcome(ask('POST', `/webhooks/${one.id}/test`))).toBe('not-found');
    expect(await entriesOf('webhook-sent-again')).toEqual([]);
  });
});
