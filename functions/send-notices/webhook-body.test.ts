import { deliveryKinds, webhookFormats, type DeliveryKind } from '@cloudapp/contracts/webhook';
import type { NewDelivery } from '@cloudapp/data/webhook-item';
import { describe, expect, it } from 'vitest';
import { webhookBody } from './webhook-body.ts';

const origin = 'https://cloudapp.example.org';
const hostile = '<!channel> <https://evil.example|Click> *b* _i_ [a](https://evil.example) <at>all</at> &amp; @here';

function deliveryOf(kind: DeliveryKind, text = 'brave-otter'): NewDelivery {
  return {
    noticeId: `whk_1_evt_1_${kind}`,
    webhookId: 'whk_1',
    kind,
    at: '2026-11-24T05:06:07.000Z',
    machine: { id: 'mch_1', name: text },
    person: { id: 'usr_1', name: text },
    actor: { id: 'usr_2', name: text },
    detail: text,
  };
}

const parsed = (format: (typeof webhookFormats)[number], delivery: NewDelivery) =>
  JSON.parse(webhookBody(format, delivery, origin)) as unknown;

/** Every string with the object that it stands in. */
function stringsIn(value: unknown, inside: object = {}): { text: string; inside: object }[] {
  if (typeof value === 'string') return [{ text: value, inside }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => stringsIn(one, value));
}

describe.each(deliveryKinds)('%s', (kind) => {
  it.each(webhookFormats)('has a body in the format %s, the same whenever it is made', (format) => {
    const body = webhookBody(format, deliveryOf(kind), origin);

    expect(webhookBody(format, deliveryOf(kind), origin)).toBe(body);
    expect(body).toContain(origin);
    expect(body).not.toContain('undefined');
  });
});

describe('what people wrote', () => {
  it('stands in Slack as plain text, in which nobody is called and nothing is a link or a tag', () => {
    const strings = stringsIn(parsed('slack', deliveryOf('machine-failed', hostile)));
    const theirs = strings.filter(({ text }) => text.includes('evil'));

    expect(theirs.length).toBeGreaterThan(1);
    for (const { text, inside } of theirs) {
      expect(text).not.toMatch(/[<>]|:\/\/|@|evil\.example/);
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
      expect('mrkdwn' in inside ? inside.mrkdwn : 'type' in inside && inside.type).not.toBe('mrkdwn');
      expect(inside).toSatisfy((one: object) => ('mrkdwn' in one ? one.mrkdwn === false : 'emoji' in one));
    }
  });

  it('is in no part that Slack reads formatting in', () => {
    const formatted = stringsIn(parsed('slack', deliveryOf('machine-failed', hostile))).filter(
      ({ inside }) => 'type' in inside && inside.type === 'mrkdwn',
    );

    expect(formatted.map(({ text }) => text)).toEqual(['mrkdwn', `<${origin}/machines/mch_1|Open CloudApp>`]);
  });

  it('stands in Teams in runs alone, which know no Markdown, and makes no link', () => {
    const strings = stringsIn(parsed('teams', deliveryOf('machine-failed', hostile)));
    const theirs = strings.filter(({ text }) => text.includes('evil'));

    expect(theirs.length).toBeGreaterThan(1);
    for (const { text, inside } of theirs) {
      expect(inside).toMatchObject({ type: 'TextRun' });
      expect(text).not.toMatch(/:\/\/|@|evil\.example/);
    }
    expect(strings.map(({ text }) => text)).not.toContain('TextBlock');
  });

  it('is one line, however many it was, and no longer than a chat takes', () => {
    const text = `first\nsecond ${'x'.repeat(5000)}`;
    const body = webhookBody('slack', deliveryOf('machine-failed', text), origin);

    const details = stringsIn(JSON.parse(body)).filter((one) => one.text.includes('Why: '));
    expect(details).toHaveLength(1);
    expect(details[0]?.text).toContain('Why: first second xxx');
    expect(details[0]?.text.split('Why: ')[1]?.length).toBe(1000);
  });

  it('is as they wrote it in the signed format, for whoever reads it to escape', () => {
    expect(parsed('json', deliveryOf('machine-failed', hostile))).toMatchObject({
      type: 'machine-failed',
      data: { machine: { name: hostile }, detail: hostile },
    });
  });
});

describe('a message', () => {
  it('says what happened, to whose machine, when and why', () => {
    expect(parsed('slack', deliveryOf('stop-ahead'))).toMatchObject({
      text: 'brave-otter will be stopped',
      blocks: [
        { text: { text: 'brave-otter will be stopped' } },
        {
          text: { text: 'Owner: brave-otter\nWhen: 24 November 2026 at 05:06 UTC\nBy: brave-otter\nWhy: brave-otter' },
        },
        {},
      ],
    });
  });

  it('of a warning says when that happens of which it warns', () => {
    const body = webhookBody(
      'teams',
      { ...deliveryOf('deletion-ahead'), happensAt: '2026-11-30T08:00:00.000Z' },
      origin,
    );

    expect(body).toContain('30 November 2026 at 08:00 UTC');
    expect(body).not.toContain('24 November');
  });

  it('of a machine that is gone leads to no page of it', () => {
    expect(webhookBody('slack', deliveryOf('machine-deleted'), origin)).not.toContain('/machines/');
  });
});
