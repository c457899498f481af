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
import { joinNetwork } from './machines.ts';

/** The items of `audit-seals` that say how far chains go; all others are seals. */
const headKeys = ['head#*'] as const;

/** What was sealed and signed may be read by whoever proves it. */
export const readSeals = onTable('audit-seals', ['Query'], 'reads the seals of the audit log');

export const readRoots: readonly Statement[] = [
  {
    sid: 'ReadRoots',
    actions: ['s3:GetObject'],
    resources: (context) => [`${arns.auditRootsBucket(context)}/roots/*`],
    reason: 'reads the signed roots of the audit log',
  },
  {
    sid: 'ListRoots',
    actions: ['s3:ListBucket'],
    resources: (context) => [arns.auditRootsBucket(context)],
    reason: 'knows which days are signed; without it S3 would not say of a root that it is not there',
  },
];

export const readAuditKey: Statement = {
  sid: 'AuditPublicKey',
  actions: ['kms:GetPublicKey'],
  resources: ({ auditKeyArn }) => [auditKeyArn],
  reason: 'checks signatures with the public half of the key',
};

/** The only part that writes seals. It reads the log and cannot write it, and it signs nothing. */
export const sealAudit: readonly Statement[] = [
  readingStream('audit'),
  onTable('audit', ['Query'], 'finds entries that the stream has lost'),
  onTable('audit-seals', ['Query', 'BatchGetItem', 'PutItem'], 'seals entries'),
  onTable('audit-seals', ['UpdateItem'], 'moves the heads of chains on', { leadingKeys: headKeys, name: 'Heads' }),
  throughDataKey(['dynamodb']),
  sendTo('seal-audit-dead-letters', 'runs that failed, and places of the stream that were given up, are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('seal-audit'),
];

/** The only part that signs. It can close chains and write roots that are not there yet, and no seal. */
export const signAudit: readonly Statement[] = [
  onTable('audit', ['Query'], 'signs no day that has entries without a seal'),
  readSeals,
  onTable('audit-seals', ['UpdateItem'], 'closes the chains of a day', { leadingKeys: headKeys, name: 'Heads' }),
  ...readRoots,
  {
    sid: 'WriteRoots',
    actions: ['s3:PutObject'],
    resources: (context) => [`${arns.auditRootsBucket(context)}/roots/*`],
    reason: 'stores the root of each day, once',
  },
  {
    sid: 'SignRoots',
    actions: ['kms:Sign'],
    resources: ({ auditKeyArn }) => [auditKeyArn],
    conditions: () => ({ StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } }),
    reason: 'signs the root of each day',
  },
  throughDataKey(['dynamodb', 's3']),
  sendTo('sign-audit-dead-letters', 'runs that failed are kept'),
  throughMessagesKey(),
  joinNetwork,
  ...ofEveryFunction('sign-audit'),
];
