import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';

/** `{who}` and `{what}` stand for the doer and the subject. */
interface Wording {
  /** For filters: "Sign-in failed". */
  readonly label: string;
  readonly sentence: string;
  /** When the event names no subject. */
  readonly withoutSubject?: string;
  /** When the doer is the subject. */
  readonly toOneself?: string;
}

const wordings: Readonly<Record<AuditAction, Wording>> = {
  'sign-in': { label: 'Signed in', sentence: '{who} signed in' },
  'sign-in-failed': {
    label: 'Sign-in failed',
    sentence: 'A sign-in as {what} failed',
    withoutSubject: 'A sign-in with an unknown e-mail failed',
  },
  'sign-in-locked': {
    label: 'Sign-in locked',
    sentence: 'Sign-in as {what} was locked after too many failures',
    withoutSubject: 'Sign-in with an unknown e-mail was locked after too many failures',
  },
  'sign-out': { label: 'Signed out', sentence: '{who} signed out' },
  'session-ended': { label: 'Session ended', sentence: '{who} ended a session' },
  'proof-given': { label: 'Proof given again', sentence: '{who} proved once more who they are' },
  'proof-failed': { label: 'Wrong proof', sentence: '{who} gave a wrong password or code while signed in' },
  'proof-locked': {
    label: 'Proof locked',
    sentence: '{who} gave a wrong password or code too often while signed in, and has to wait',
  },
  'password-changed': { label: 'Password changed', sentence: '{who} changed their password' },
  'user-created': { label: 'User created', sentence: '{who} created {what}' },
  'user-updated': { label: 'User changed', sentence: '{who} changed {what}' },
  'user-disabled': { label: 'User disabled', sentence: '{who} disabled {what}' },
  'user-enabled': { label: 'User enabled', sentence: '{who} enabled {what}' },
  'user-deleted': { label: 'User deleted', sentence: '{who} deleted {what}' },
  'password-reset': { label: 'Password reset', sentence: '{who} reset the password of {what}' },
  'user-signed-out': { label: 'Signed out everywhere', sentence: '{who} signed {what} out everywhere' },
  'factor-added': { label: 'Second factor added', sentence: '{who} added a second factor' },
  'factor-removed': { label: 'Second factor removed', sentence: '{who} removed a second factor' },
  'factors-reset': { label: 'Second factors reset', sentence: '{who} removed all second factors of {what}' },
  'recovery-codes-made': { label: 'Recovery codes made', sentence: '{who} made new recovery codes' },
  'sign-in-settings-changed': {
    label: 'Sign-in settings changed',
    sentence: '{who} changed what signing in asks of people',
  },
  'identity-provider-added': { label: 'Company added', sentence: '{who} let people sign in with a company' },
  'identity-provider-changed': {
    label: 'Company changed',
    sentence: '{who} changed how people sign in with a company',
  },
  'identity-provider-removed': {
    label: 'Company removed',
    sentence: '{who} let nobody sign in with a company any more',
  },
  'identity-joined': { label: 'Joined to a company', sentence: '{what} was joined to an account at a company' },
  'directory-token-made': { label: 'Directory token made', sentence: '{who} made the token of the directory' },
  'directory-token-ended': { label: 'Directory token ended', sentence: '{who} ended the token of the directory' },
  'directory-rules-changed': {
    label: 'Directory rules changed',
    sentence: '{who} changed what groups of the directory give people',
  },
  'directory-user-joined': { label: 'Joined to the directory', sentence: '{who} took over the account of {what}' },
  'directory-user-left': { label: 'Left the directory', sentence: '{who} removed {what} from the directory' },
  'directory-group-added': { label: 'Directory group added', sentence: '{who} added a group' },
  'directory-group-changed': { label: 'Directory group changed', sentence: '{who} changed a group' },
  'directory-group-removed': { label: 'Directory group removed', sentence: '{who} removed a group' },
  'webhook-added': { label: 'Webhook added', sentence: '{who} added the webhook {what}' },
  'webhook-changed': { label: 'Webhook changed', sentence: '{who} changed the webhook {what}' },
  'webhook-removed': { label: 'Webhook removed', sentence: '{who} removed the webhook {what}' },
  'webhook-tested': { label: 'Webhook tested', sentence: '{who} sent a test to the webhook {what}' },
  'webhook-sent-again': { label: 'Sent again', sentence: '{who} had something sent to the webhook {what} again' },
  'token-made': { label: 'Token made', sentence: '{who} made a token' },
  'token-ended': {
    label: 'Token ended',
    sentence: '{who} ended a token of {what}',
    toOneself: '{who} ended a token',
  },
  'token-approved': { label: 'Program let in', sentence: '{who} let a program have a token' },
  'token-refused': { label: 'Program refused', sentence: '{who} refused a program a token' },
  'launches-limited': {
    label: 'Launches limited',
    sentence: '{who} launched as many machines as anybody may in an hour',
  },
  'machine-requested': { label: 'Machine launched', sentence: '{who} launched {what}' },
  'machine-ready': { label: 'Machine ready', sentence: '{what} became ready' },
  'machine-failed': { label: 'Machine failed', sentence: '{what} failed' },
  'machine-started': { label: 'Machine started', sentence: '{who} started {what}' },
  'machine-start-refused': { label: 'Start refused', sentence: '{what} could not start' },
  'machine-stopped': { label: 'Machine stopped', sentence: '{who} stopped {what}' },
  'machine-rebooted': { label: 'Machine rebooted', sentence: '{who} rebooted {what}' },
  'machine-extended': { label: 'Machine extended', sentence: '{who} extended {what}' },
  'machine-stop-warned': { label: 'Warned of a stop', sentence: 'The owner of {what} was warned that it stops' },
  'machine-deletion-warned': {
    label: 'Warned of a deletion',
    sentence: 'The owner of {what} was warned that it will be deleted',
  },
  'machine-kept': { label: 'Machine kept', sentence: '{who} kept {what}' },
  'mail-answer-used': { label: 'E-mail answered', sentence: '{who} answered an e-mail about {what}' },
  'mail-answer-refused': {
    label: 'E-mail answer refused',
    sentence: 'A link of an e-mail about {what} was opened that does not hold any more',
  },
  'machine-terminated': { label: 'Machine deleted', sentence: '{who} deleted {what}' },
  'machine-key-replaced': { label: 'SSH key replaced', sentence: '{who} chose another SSH key for {what}' },
  'machine-hours-set': { label: 'Hours set', sentence: '{who} set the hours of {what}' },
  'machine-calendar-lost': { label: 'Calendar not fetched', sentence: 'The calendar of {what} could not be fetched' },
  'machine-hours-removed': { label: 'Hours removed', sentence: '{who} removed the hours of {what}' },
  'secret-revealed': { label: 'Secret revealed', sentence: '{who} revealed a secret of {what}' },
  'machine-rules-changed': {
    label: 'Machine rules changed',
    sentence: '{who} changed how long machines run and are kept',
  },
  'budgets-changed': { label: 'Budgets changed', sentence: '{who} changed what machines may cost in a month' },
  'budget-reached': { label: 'Budget reached', sentence: '{what} reached a part of the month’s budget' },
  'stray-found': {
    label: 'Stray found',
    sentence: 'A machine that CloudApp does not know was found: {what}',
    withoutSubject: 'A machine that CloudApp does not know was found',
  },
};

export const auditActionLabels = Object.fromEntries(
  Object.entries(wordings).map(([action, { label }]) => [action, label]),
) as Readonly<Record<AuditAction, string>>;

export function isAuditAction(text: string | null): text is AuditAction {
  return text !== null && Object.hasOwn(wordings, text);
}

export type SentencePart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'who' | 'what' };

type Told = Pick<AuditEvent, 'action' | 'actor' | 'subject'>;

/** An event's sentence in parts, so that a page can make links of the names in it. */
export function sentenceParts(event: Told): SentencePart[] {
  return templateOf(event)
    .split(/(\{who\}|\{what\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '{who}') return { kind: 'who' };
      if (part === '{what}') return { kind: 'what' };
      return { kind: 'text', text: part };
    });
}

function templateOf({ action, actor, subject }: Told): string {
  const { sentence, withoutSubject = sentence, toOneself = sentence } = wordings[action];
  if (!subject) return withoutSubject;
  return subject.id === actor?.id ? toOneself : sentence;
}
