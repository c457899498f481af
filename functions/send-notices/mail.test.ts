import { noticeKinds, noticeKindsOf, optionalNoticeKinds, type NoticeKind } from '@cloudapp/contracts/notice';
import type { Notice } from '@cloudapp/data/notice-item';
import { describe, expect, it } from 'vitest';
import { mailOf } from './mail.ts';
import { sampleLinks } from './testing/sample-notices.ts';

const origin = 'https://cloudapp.example.org';
const machine = { id: 'mch_00000000000000000000000001', name: 'Sandbox' };
const isSecurity = (kind: NoticeKind) => (noticeKindsOf.security as readonly NoticeKind[]).includes(kind);
const noticeOf = (more: Partial<Notice> & Pick<Notice, 'kind'>): Notice => ({
  noticeId: 'evt_1_kind_usr_1',
  recipientId: 'usr_1',
  at: '2026-11-24T05:06:07.000Z',
  address: '192.0.2.1',
  ...(!isSecurity(more.kind) && { machine }),
  ...more,
});
const mail = (more: Partial<Notice> & Pick<Notice, 'kind'>, name = 'Ada Lovelace') =>
  mailOf(noticeOf(more), { name }, origin);

/** What a reader of the HTML sees. */
const seen = (html: string) =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

describe.each(noticeKinds)('the mail %s', (kind) => {
  const sent = mail({ kind, detail: 'An authenticator app', actorName: 'Grace Hopper' });

  it('has a subject of one line that is not too long and says whose mail it is', () => {
    expect(sent.subject).toMatch(/^CloudApp: [^\r\n]+$/);
    expect(sent.subject.length).toBeLessThanOrEqual(78);
  });

  it('says to whom, when, from where and by whom in both parts', () => {
    for (const part of [sent.text, seen(sent.html)]) {
      expect(part).toContain('Hello Ada Lovelace,');
      expect(part).toContain('24 November 2026 at 05:06 UTC');
      expect(part).toContain('192.0.2.1');
      expect(part).toContain('Grace Hopper');
    }
  });

  it('leads to our own pages alone, and brings no picture, script or style of others', () => {
    const links = [...sent.html.matchAll(/(?:href|src|url\()="?([^"\s)]*)/g)].map(([, link]) => link);

    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^https:\/\/cloudapp\.example\.org\/[\w/]*$/);
    expect(sent.text.match(/https?:\S*/g)).toEqual(links);
    expect(sent.html).not.toMatch(/<(img|script|link|iframe|form)/);
  });

  it('says whether such mails can be switched off', () => {
    const isOptional = (optionalNoticeKinds as readonly NoticeKind[]).includes(kind);

    expect(sent.text).toContain(isOptional ? 'switch such e-mails off' : 'cannot be switched off');
  });
});

describe('a mail that warns', () => {
  it.each([
    ['stop-ahead', 'Stops:', 'CloudApp: Sandbox will stop soon'],
    ['deletion-ahead', 'Deleted:', 'CloudApp: Sandbox will be deleted'],
  ] as const)('of %s says when that is, and not when the warning was given', (kind, label, subject) => {
    const sent = mail({ kind, happensAt: '2026-12-01T08:00:00.000Z', detail: 'Its time ends' });

    expect(sent.subject).toBe(subject);
    expect(sent.text).toMatch(new RegExp(`^${label} +1 December 2026 at 08:00 UTC$`, 'm'));
    expect(sent.text).toMatch(/^Why: +Its time ends$/m);
    expect(sent.text).not.toContain('24 November');
  });
});

describe('a mail that can be answered', () => {
  const links = sampleLinks({ kind: 'stop-ahead' });
  const notice = noticeOf({ kind: 'stop-ahead', happensAt: '2026-12-01T08:00:00.000Z' });
  const sent = mailOf(notice, { name: 'Ada', timeZone: 'Europe/Vienna' }, origin, links);

  it('has a link for each answer, whose token is in no part of the address that a server sees', () => {
    expect(sent.text).toContain(`Keep 8 h: ${links[0]?.url ?? ''}\n`);
    expect(sent.text).toContain(`Stop now: ${links[1]?.url ?? ''}\n`);
    for (const { url } of links) {
      expect(sent.html).toContain(`href="${url}"`);
      expect(`${new URL(url).pathname}${new URL(url).search}`).toBe('/answer');
    }
  });

  it('says how long they work and for whom, and leads to the machine, too', () => {
    for (const part of [sent.text, seen(sent.html)]) {
      expect(part).toContain('One of these links works once, until 1 December 2026 at 09:00 CET, without signing in.');
      expect(part).toContain('Whoever has this e-mail can use it.');
    }
    expect(sent.html).toContain(`href="${origin}/machines/${machine.id}"`);
  });

  it('says nothing of links where there are none', () => {
    expect(mail({ kind: 'stop-ahead', happensAt: '2026-12-01T08:00:00.000Z' }).text).not.toContain('links');
  });
});

describe('a mail about a machine', () => {
  it('leads to the machine, and says why it has failed', () => {
    const sent = mail({ kind: 'machine-failed', detail: 'AWS had no room. Try again in a few minutes.' });

    expect(sent.subject).toBe('CloudApp: Sandbox has failed');
    expect(sent.text).toContain('Why:  AWS had no room. Try again in a few minutes.');
    expect(sent.text).toContain(`${origin}/machines/${machine.id}`);
  });

  it('has all of the subject but a name that is too long', () => {
    const { subject } = mail({ kind: 'machine-failed', machine: { ...machine, name: '🦄'.repeat(100) } });

    expect(Array.from(subject)).toHaveLength(78);
    expect(subject).toMatch(/^CloudApp: 🦄+… has failed$/u);
  });
});

describe('what people and machines wrote', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    'Ada\r\nBcc: everybody@example.org',
    '\u202Egnp.exe',
    'https://evil.example/login',
    'evil.example',
    'mallory@evil.example',
    '"><a href="https://evil.example">here</a>',
    '&lt;b&gt;',
    'javascript:alert(1)',
    '${7*7}{{7*7}}',
  ];

  it.each(hostile)('is text and no link, wherever it stands: %j', (text) => {
    const sent = mail(
      { kind: 'machine-failed', machine: { ...machine, name: text }, detail: text, actorName: text, address: text },
      text,
    );

    for (const part of [sent.subject, sent.text, seen(sent.html)]) {
      const ours = part.replaceAll(`${origin}/machines/${machine.id}`, '');
      expect(ours).not.toMatch(/[^\s[\d][.@:](?=[^\s\]\d])|@/);
      expect(ours).not.toMatch(/[\u202A-\u202E\u2066-\u2069\r\0]/);
    }
    expect(sent.subject).not.toMatch(/\n/);
    expect(sent.html).not.toMatch(/<img|onerror="|<a (?!href="https:\/\/cloudapp\.example\.org\/)/);
    expect(sent.html.match(/<a /g)).toHaveLength(1);
  });

  it('is read as it was written otherwise', () => {
    const name = "Zoë O'Brien & Søn <3";

    const sent = mail({ kind: 'password-changed' }, name);

    expect(sent.text).toContain(`Hello ${name},`);
    expect(seen(sent.html)).toContain(`Hello ${name},`);
  });
});

describe('an instant', () => {
  const told = (timeZone?: string) =>
    mailOf(noticeOf({ kind: 'password-changed' }), { name: 'Ada', timeZone }, origin).text;

  it.each([
    ['Europe/Vienna', '24 November 2026 at 06:06 CET'],
    ['America/New_York', '24 November 2026 at 00:06 GMT-5'],
    ['Asia/Kolkata', '24 November 2026 at 10:36 GMT+5:30'],
    ['Pacific/Honolulu', '23 November 2026 at 19:06 GMT-10'],
    ['UTC', '24 November 2026 at 05:06 UTC'],
    [undefined, '24 November 2026 at 05:06 UTC'],
    ['Europe/Atlantis', '24 November 2026 at 05:06 UTC'],
  ])('is told in the time zone of who reads it, and in UTC where that is none: %s', (timeZone, expected) => {
    expect(told(timeZone)).toContain(`When: ${expected}\n`);
  });

  it('is an hour later in summer time', () => {
    const notice = noticeOf({ kind: 'password-changed', at: '2026-07-24T05:06:07.000Z' });

    expect(mailOf(notice, { name: 'Ada', timeZone: 'Europe/Vienna' }, origin).text).toContain('at 07:06 CEST');
  });
});
