import type { Part } from '../../stacks/permissions/permissions.ts';
import { arns } from '../../stacks/permissions/statement.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { context } = world;
const bucket = world.bucketArn('audit-roots');
const root = `${bucket}/roots/2026-11-24.json`;
const seals = arns.table(context, 'audit-seals');
const inside = { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': context.account };
const asNew = { 's3:if-none-match': '*' };
const ecdsa = { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' };

const store = 'packages/data/src/audit-root-store.ts';
const key = 'packages/data/src/audit-key.ts';

const inCode = (part: Part, call: Call, file: string, ...expressions: string[]): Call => ({
  ...call,
  code: { part, expressions, file },
});

const ofBucket = (
  part: Part,
  action: string,
  resource: string,
  why: string,
  more: Readonly<Record<string, string>> = {},
) => allowed(by(part), action, resource, `${part}: ${why}`, { context: { ...inside, ...more }, through: 's3-logic' });

/** What proves the audit log, and what whoever would forge it is refused. */
export const callsOfAudit: readonly Call[] = [
  ...(['sign-audit', 'view-stats'] as const).flatMap((part) => [
    inCode(part, ofBucket(part, 's3:GetObject', root, 'reads a root'), store, 'roots.read('),
    inCode(part, ofBucket(part, 's3:ListBucket', bucket, 'knows which days are signed'), store, 'roots.days('),
  ]),
  inCode(
    'view-stats',
    allowed(by('view-stats'), 'kms:GetPublicKey', context.auditKeyArn, 'checks signatures'),
    key,
    'key.publicKey(',
  ),
  inCode('sign-audit', ofBucket('sign-audit', 's3:PutObject', root, 'stores a root', asNew), store, 'roots.create('),
  denied(by('sign-audit'), 's3:PutObject', root, 'sign-audit: puts another root over one', { context: inside }),
  denied(by('sign-audit'), 's3:PutObject', root, 'sign-audit: by plain HTTP', {
    context: { ...inside, ...asNew, 'aws:SecureTransport': 'false' },
  }),
  denied({ administrator: true }, 's3:PutObject', root, 'an administrator puts another root over one', {
    context: inside,
  }),
  allowed({ administrator: true }, 's3:GetObject', root, 'an auditor reads a root', { context: inside }),
  inCode(
    'sign-audit',
    allowed(by('sign-audit'), 'kms:Sign', context.auditKeyArn, 'signs a root', { context: ecdsa }),
    key,
    'key.sign(',
  ),
  denied(by('sign-audit'), 'kms:Sign', context.auditKeyArn, 'sign-audit: by another algorithm', {
    context: { 'kms:SigningAlgorithm': 'RSASSA_PSS_SHA_256' },
  }),
  denied(by('sign-audit'), 's3:DeleteObject', root, 'sign-audit: removes a root', { context: inside }),
  denied(by('sign-audit'), 'dynamodb:PutItem', seals, 'sign-audit: makes a seal', {}),
  ...(['seal-audit', 'sign-audit'] as const).flatMap((part) => [
    denied(by(part), 'dynamodb:UpdateItem', seals, `${part}: changes a seal`, {
      context: { 'dynamodb:LeadingKeys': ['2026-11-24#07'] },
    }),
    denied(by(part), 'dynamodb:PutItem', arns.table(context, 'audit'), `${part}: writes the log`, {}),
    denied(by(part), 'dynamodb:DeleteItem', seals, `${part}: removes a seal`, {}),
  ]),
  denied(by('seal-audit'), 'kms:Sign', context.auditKeyArn, 'seal-audit: signs', { context: ecdsa }),
  ...(['authenticate', 'create-user', 'provision-instance', 'reconcile-instances', 'view-stats'] as const).flatMap(
    (part) => [
      ...['UpdateItem', 'DeleteItem'].map((action) =>
        denied(
          by(part),
          `dynamodb:${action}`,
          arns.table(context, 'audit'),
          `${part}: changes or removes an entry`,
          {},
        ),
      ),
      denied(by(part), 'dynamodb:PutItem', seals, `${part}: makes a seal`, {}),
      denied(by(part), 'kms:Sign', context.auditKeyArn, `${part}: signs`, { context: ecdsa }),
    ],
  ),
];
