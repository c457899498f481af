import type { DeliveryKind } from '@cloudapp/contracts/webhook';

interface Names {
  readonly machine: string;
  /** Whose account or machine it is. */
  readonly person: string;
}

/** What a chat says of a kind. */
interface WebhookWords {
  readonly title: (names: Names) => string;
  /** What the detail of the audit log is called; left out where it tells its reader nothing. */
  readonly detail?: string;
}

/** The words of each kind, for whoever reads a chat of the organisation: they are not about its reader. */
export const words: Readonly<Record<DeliveryKind, WebhookWords>> = {
  'password-changed': { title: ({ person }) => `The password of ${person} was changed` },
  'password-reset': { title: ({ person }) => `The password of ${person} was reset` },
  'factor-added': { title: ({ person }) => `${person} has a new second factor`, detail: 'What' },
  'factor-removed': { title: ({ person }) => `A second factor of ${person} was removed`, detail: 'What' },
  'factors-reset': { title: ({ person }) => `All second factors of ${person} were removed` },
  'recovery-codes-made': { title: ({ person }) => `${person} has new recovery codes` },
  'new-browser': { title: ({ person }) => `${person} has signed in from a new browser`, detail: 'How' },
  'account-disabled': { title: ({ person }) => `The account of ${person} was disabled` },
  'machine-ready': { title: ({ machine }) => `${machine} is ready` },
  'machine-failed': { title: ({ machine }) => `${machine} has failed`, detail: 'Why' },
  'start-refused': { title: ({ machine }) => `${machine} could not start`, detail: 'Why' },
  'stop-ahead': { title: ({ machine }) => `${machine} will be stopped`, detail: 'Why' },
  'machine-stopped': { title: ({ machine }) => `${machine} was stopped`, detail: 'Why' },
  'budget-reached': {
    title: ({ person }) => `${person} has spent another part of the month’s budget`,
    detail: 'What',
  },
  'deletion-ahead': { title: ({ machine }) => `${machine} will be deleted`, detail: 'Why' },
  'machine-deleted': { title: ({ machine }) => `${machine} was deleted`, detail: 'Why' },
  test: { title: () => 'This is a test of a webhook of CloudApp' },
};
