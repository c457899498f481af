import { serviceNames } from '@cloudapp/contracts/service';
import { arns } from '../../stacks/permissions/statement.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { context } = world;
const { from, identity } = context.mail ?? { from: '', identity: '' };
const fromOurs = { context: { 'ses:FromAddress': from } };
const ours = arns.mailIdentity(context, identity);
const set = arns.mailConfigurationSet(context);
const answers = arns.table(context, 'idempotency');
const notices = arns.table(context, 'notices');

/** What tells people by e-mail, and what whoever would write in our name is refused. */
export const callsOfNotices: readonly Call[] = [
  ...[ours, set].map((resource): Call => ({
    ...allowed(by('send-notices'), 'ses:SendEmail', resource, 'send-notices: a mail', fromOurs),
    code: {
      part: 'send-notices',
      expressions: ['mailer.send('],
      file: 'functions/send-notices/ses-mailer.ts',
    },
  })),
  denied(by('send-notices'), 'ses:SendEmail', ours, 'send-notices: from another address of the domain', {
    context: { 'ses:FromAddress': `director@${identity}` },
  }),
  denied(
    by('send-notices'),
    'ses:SendEmail',
    arns.mailIdentity(context, 'another.example'),
    'send-notices: by another identity of the account',
    fromOurs,
  ),
  ...['ses:SendRawEmail', 'ses:SendBulkEmail', 'ses:DeleteSuppressedDestination'].map((action) =>
    denied(by('send-notices'), action, ours, 'send-notices: anything but one mail at a time', fromOurs),
  ),
  denied(by('send-notices'), 'dynamodb:PutItem', arns.table(context, 'audit'), 'send-notices: writes the log'),
  denied(by('send-notices'), 'dynamodb:UpdateItem', arns.table(context, 'users'), 'send-notices: changes people'),
  denied(by('send-notices'), 'dynamodb:DeleteItem', notices, 'send-notices: forgets what was sent'),
  ...(['PutItem', 'GetItem', 'UpdateItem'] as const).map((action) =>
    denied(by('send-notices'), `dynamodb:${action}`, answers, 'send-notices: anything but a new link', {
      context: { 'dynamodb:LeadingKeys': [action === 'PutItem' ? 'usr_1#launch' : 'answer#0'] },
    }),
  ),
  denied(by('create-user'), 'dynamodb:BatchGetItem', notices, 'create-user: reads what others were told', {
    context: { 'dynamodb:LeadingKeys': ['evt_1_machine-ready_usr_1'] },
  }),
  denied(by('create-user'), 'dynamodb:GetItem', notices, 'create-user: reads what people were told', {
    context: { 'dynamodb:LeadingKeys': ['evt_1_machine-ready_usr_1'] },
  }),
  denied(by('create-user'), 'dynamodb:UpdateItem', notices, 'create-user: changes what webhooks are told', {
    context: { 'dynamodb:LeadingKeys': ['whk_1_evt_1_test'] },
  }),
  ...([...serviceNames, 'authenticate', 'reconcile-instances', 'notify-admin'] as const).flatMap((part) => [
    denied(by(part), 'ses:SendEmail', ours, `${part}: sends mails`, fromOurs),
    denied(by(part), 'dynamodb:PutItem', notices, `${part}: adds mails that nothing was stored of`),
  ]),
];
