import { answerLink, type AnswerKind } from '@cloudapp/contracts/answer-link';
import { noticeKinds, noticeKindsOf, type NoticeKind } from '@cloudapp/contracts/notice';
import type { Notice } from '@cloudapp/data/notice-item';
import type { AnswerLink } from '../answer-links.ts';

export const sampleOrigin = 'https://cloudapp.example.org';

export const samplePerson = { name: 'Ada Lovelace', timeZone: 'Europe/Vienna' };

const details: Readonly<Partial<Record<NoticeKind, string>>> = {
  'factor-added': 'An authenticator app',
  'factor-removed': 'The passkey “Ada’s phone”',
  'new-browser': 'Password and authenticator app, Firefox on Linux',
  'machine-failed':
    'AWS has no free t3a.small machine in any of our zones at the moment. Try again in a few minutes, or choose another size.',
  'start-refused': 'AWS has no free machine of this size in its zone at the moment. Try again in a few minutes.',
  'budget-reached': '80 % of the budget of November 2026: $40.12 of $50.00 is spent',
  'stop-ahead': 'Its time ends',
  'machine-stopped': 'Its time is over',
  'deletion-ahead': 'Machines that are off are kept for 14 days',
  'machine-deleted': 'Machines that are off are kept for 14 days',
};

const warnings: readonly NoticeKind[] = ['stop-ahead', 'deletion-ahead'];
const ofAccounts: readonly NoticeKind[] = [...noticeKindsOf.security, 'budget-reached'];

/** A notice of a kind, as it comes from an entry of the log. */
export function sampleNotice(kind: NoticeKind, more: Partial<Notice> = {}): Notice {
  return {
    noticeId: `evt_1_${kind}_usr_1`,
    kind,
    recipientId: 'usr_1',
    at: '2026-11-24T05:06:07.000Z',
    ...(ofAccounts.includes(kind)
      ? { address: '192.0.2.1' }
      : { machine: { id: 'mch_00000000000000000000000001', name: 'brave-otter' } }),
    ...(warnings.includes(kind) && { happensAt: '2026-11-25T05:06:07.000Z' }),
    ...(details[kind] !== undefined && { detail: details[kind] }),
    ...more,
  };
}

const answersTo: Readonly<Partial<Record<NoticeKind, readonly AnswerKind[]>>> = {
  'stop-ahead': ['run-longer', 'stop'],
  'deletion-ahead': ['keep'],
};

/** The links by which the mail of a notice is answered; none of most. */
export function sampleLinks({ kind }: Pick<Notice, 'kind'>): AnswerLink[] {
  const kinds = answersTo[kind] ?? [];
  return kinds.map((answer, place) => ({
    kind: answer,
    url: answerLink(sampleOrigin, `${place}Zk3vYw8nQ2rTq6mLx0pHs4bGd9cJf7uVaEi5oNtBzXy`),
  }));
}

/** One of each kind. */
export const sampleNotices: readonly Notice[] = noticeKinds.map((kind) => sampleNotice(kind));
