import type { NoticeGroup, NoticeKind } from '@cloudapp/contracts/notice';
import type { DeliveryKind, WebhookFormat } from '@cloudapp/contracts/webhook';

export const formats: readonly WebhookFormat[] = ['json', 'slack', 'teams'];

export const formatLabels: Readonly<Record<WebhookFormat, string>> = {
  json: 'Signed JSON',
  slack: 'Slack',
  teams: 'Microsoft Teams',
};

export const formatMeanings: Readonly<Record<WebhookFormat, string>> = {
  json: 'For a program of yours. It checks with a secret that CloudApp has sent it.',
  slack: 'For the address of an incoming webhook of Slack, or of a chat that takes the same.',
  teams: 'For the address of a workflow of Teams that posts to a channel.',
};

/** Every kind by what it is about, in the order in which they are offered. */
export const kindsOf: readonly (readonly [group: NoticeGroup, label: string, kinds: readonly NoticeKind[]])[] = [
  [
    'machines',
    'Machines',
    ['machine-ready', 'machine-failed', 'start-refused', 'stop-ahead', 'machine-stopped', 'budget-reached'],
  ],
  ['deletions', 'Deletions', ['deletion-ahead', 'machine-deleted']],
  [
    'security',
    'Security of accounts',
    [
      'new-browser',
      'password-changed',
      'password-reset',
      'factor-added',
      'factor-removed',
      'factors-reset',
      'recovery-codes-made',
      'account-disabled',
    ],
  ],
];

/** Those of all kinds that were chosen, in the order in which they are offered. */
export function noticeKindsIn(chosen: readonly string[]): NoticeKind[] {
  return kindsOf.flatMap(([, , kinds]) => kinds.filter((kind) => chosen.includes(kind)));
}

export const kindLabels: Readonly<Record<DeliveryKind, string>> = {
  'machine-ready': 'Machine is ready',
  'machine-failed': 'Machine has failed',
  'start-refused': 'Machine could not start',
  'stop-ahead': 'Machine will be stopped',
  'machine-stopped': 'Machine was stopped',
  'budget-reached': 'Part of a budget is spent',
  'deletion-ahead': 'Machine will be deleted',
  'machine-deleted': 'Machine was deleted',
  'new-browser': 'Sign-in from a new browser',
  'password-changed': 'Password was changed',
  'password-reset': 'Password was reset',
  'factor-added': 'Second factor was added',
  'factor-removed': 'Second factor was removed',
  'factors-reset': 'Second factors were reset',
  'recovery-codes-made': 'Recovery codes were made',
  'account-disabled': 'Account was disabled',
  test: 'Test',
};
