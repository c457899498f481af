import { marshall } from '@aws-sdk/util-dynamodb';
import type { Accounts } from '@cloudapp/accounts/composition';
import { openOwnedSecrets } from '@cloudapp/accounts/testing/owned-secrets';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import { AnswerRepository } from '@cloudapp/data/answer-repository';
import { newId } from '@cloudapp/data/ids';
import type { Database } from '@cloudapp/data/database';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { NoticeRepository } from '@cloudapp/data/notice-repository';
import { newToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Mail } from '../mail.ts';
import type { Outcome } from '../mailer.ts';
import { sendNotices, type SendNoticesParts } from '../send-notices.ts';

export const begin = new Date('2026-03-01T10:00:00.000Z');
export const minutes = (count: number) => new Date(begin.getTime() + count * 60_000);

/** A function with a clock of the test's and a mailer that keeps what it took; each with notices of the test's own. */
export function startNotices(to: Accounts, outbox: Database, more: Partial<SendNoticesParts> = {}) {
  const sent: { to: string; mail: Mail; tag: string }[] = [];
  const asked: string[] = [];
  let now = begin;
  let answer: (email: string) => Outcome = () => ({ kind: 'taken', messageId: `m-${sent.length}` });
  const parts: SendNoticesParts = {
    notices: new NoticeRepository(outbox),
    addresses: new MailAddressRepository(outbox),
    webhooks: {
      settings: to.settings,
      deliveries: new DeliveryRepository(outbox),
      secrets: openOwnedSecrets,
      poster: { post: () => Promise.reject(new Error('There are no webhooks')) },
    },
    sendsMails: true,
    users: to.users,
    audit: to.audit,
    instances: { get: () => Promise.resolve(undefined) },
    answers: new AnswerRepository(outbox),
    newToken,
    publicOrigin: 'https://cloudapp.example.org',
    clock: () => now,
    stopAt: minutes(100_000),
    log: { error: () => undefined },
    mailer: {
      send: (email, mail, tag) => {
        asked.push(email);
        const outcome = answer(email);
        if (outcome.kind === 'taken') sent.push({ to: email, mail, tag });
        return Promise.resolve(outcome);
      },
    },
    ...more,
  };
  return {
    sent,
    asked,
    parts,
    at: (count: number) => {
      now = minutes(count);
    },
    answers: (next: typeof answer) => {
      answer = next;
    },
    tell: (...entries: AuditEvent[]) => sendNotices(told(...entries), parts),
    clock: () => sendNotices({ source: 'clock' }, parts),
  };
}

export function entryOf(user: StoredUser, more: Partial<AuditEvent> = {}): AuditEvent {
  const at = begin.toISOString();
  const person = { id: user.id, name: user.name };
  const subject = { kind: 'user', ...person } as const;
  return {
    id: newId('evt', begin),
    at,
    action: 'password-changed',
    actor: person,
    subject,
    address: '192.0.2.1',
    ...more,
  };
}

/** The stream's record of entries. */
export const told = (...entries: AuditEvent[]) => ({
  Records: entries.map((entry) => ({
    eventName: 'INSERT',
    dynamodb: { NewImage: marshall({ ...entry, day: entry.at.slice(0, 10) }, { removeUndefinedValues: true }) },
  })),
});

/** What SNS brings of SES. */
export const feedback = (message: object) => ({
  Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(message) } }],
});
