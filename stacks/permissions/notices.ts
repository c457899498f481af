import { joinNetwork, webhookSecrets } from './machines.ts';
import {
  arns,
  ofEveryFunction,
  onTable,
  readingStream,
  sendTo,
  throughDataKey,
  throughMessagesKey,
  type Statement,
} from './statement.ts';

/**
 * SES asks for the identity that sends and for the configuration set. In its sandbox it asks for the recipient's identity, too.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
const sendMail: Statement = {
  sid: 'SendMail',
  actions: ['ses:SendEmail'],
  resources: (context) => [
    arns.mailIdentity(context, context.mail?.identity ?? 'none'),
    arns.mailConfigurationSet(context),
  ],
  conditions: ({ mail }) => ({ StringEquals: { 'ses:FromAddress': mail?.from ?? 'none' } }),
  appliesTo: ({ mail }) => mail !== undefined,
  reason: 'sends e-mails to people, from the one address',
};

/** The only part that sends e-mails to people, and what webhooks are told. It reads what was stored, and writes its outbox and the links in it alone. */
export const sendNotices: readonly Statement[] = [
  readingStream('audit'),
  onTable('audit', ['Query'], 'finds entries that the stream has lost'),
  onTable('notices', ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], 'keeps the outbox', {
    indexes: ['by-due'],
  }),
  onTable('idempotency', ['PutItem'], 'makes links by which people answer', { leadingKeys: ['answer#*'] }),
  onTable('users', ['GetItem'], 'knows the address of whom it tells, and what they do not want'),
  onTable('instances', ['GetItem'], 'knows who owns a machine'),
  onTable('settings', ['GetItem'], 'knows the webhooks', { leadingKeys: ['webhooks'] }),
  ...webhookSecrets('signs what webhooks are told'),
  sendMail,
  throughDataKey(['dynamodb']),
  sendTo('send-notices-dead-letters', 'runs that failed, and places of the stream that were given up, are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('send-notices'),
];
