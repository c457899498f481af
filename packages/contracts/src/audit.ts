import * as z from 'zod';
import { instanceId, instant, pageOf, pageQuery, searchText, sessionId, userId } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Everything that the audit log records. */
export const auditActions = [
  'sign-in',
  'sign-in-failed',
  'sign-in-locked',
  'sign-out',
  'session-ended',
  'proof-given',
  'proof-failed',
  'proof-locked',
  'password-changed',
  'user-created',
  'user-updated',
  'user-disabled',
  'user-enabled',
  'user-deleted',
  'password-reset',
  'user-signed-out',
  'factor-added',
  'factor-removed',
  'factors-reset',
  'recovery-codes-made',
  'sign-in-settings-changed',
  'identity-provider-added',
  'identity-provider-changed',
  'identity-provider-removed',
  'identity-joined',
  'directory-token-made',
  'directory-token-ended',
  'directory-rules-changed',
  'directory-user-joined',
  'directory-user-left',
  'directory-group-added',
  'directory-group-changed',
  'directory-group-removed',
  'webhook-added',
  'webhook-changed',
  'webhook-removed',
  'webhook-tested',
  'webhook-sent-again',
  'token-made',
  'token-ended',
  'token-approved',
  'token-refused',
  'launches-limited',
  'machine-requested',
  'machine-ready',
  'machine-failed',
  'machine-started',
  'machine-start-refused',
  'machine-stopped',
  'machine-rebooted',
  'machine-extended',
  'machine-stop-warned',
  'machine-deletion-warned',
  'machine-kept',
  'machine-terminated',
  'machine-key-replaced',
  'machine-hours-set',
  'machine-hours-removed',
  'machine-calendar-lost',
  'mail-answer-used',
  'mail-answer-refused',
  'secret-revealed',
  'machine-rules-changed',
  'budgets-changed',
  'budget-reached',
  'stray-found',
] as const;

export const auditActionSchema = z.enum(auditActions);

export const auditEventSchema = z
  .object({
    id: z.string(),
    at: instant,
    action: auditActionSchema,
    /** Who did it; absent for CloudApp itself and for sign-ins with an unknown e-mail. */
    actor: z.object({ id: z.string(), name: z.string() }).optional(),
    /** What it was done to. */
    subject: z
      .object({ kind: z.enum(['user', 'machine', 'session', 'webhook']), id: z.string(), name: z.string() })
      .optional(),
    address: z.string().optional(),
    detail: z.string().optional(),
    /** Of a warning: when that happens of which it warns. */
    happensAt: instant.optional(),
    /** Of a stop that happens at the same time each day, so that its owner is told of it before and not again. */
    isForetold: z.literal(true).optional(),
    /** Of a sign-in, but not of somebody's first. */
    isFromNewBrowser: z.literal(true).optional(),
  })
  .meta({ id: 'AuditEvent' });

export const listAudit = defineRoute({
  name: 'listAudit',
  service: 'view-stats',
  method: 'GET',
  path: '/audit',
  caller: 'admin',
  scope: 'admin',
  summary:
    'The audit log, newest first; `search` looks in names and details. A page may be short, even empty, with a cursor to go on from',
  query: z
    .strictObject({
      ...pageQuery,
      action: auditActionSchema.optional(),
      actorId: userId.optional(),
      subjectId: z.union([userId, instanceId, sessionId]).optional(),
      from: instant.optional().meta({ description: 'The first instant that counts.' }),
      to: instant.optional().meta({ description: 'The first instant that does not count any more.' }),
      search: searchText.optional(),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
      path: ['to'],
      message: 'must be after from',
    }),
  status: 200,
  response: pageOf(auditEventSchema),
});

export type AuditAction = (typeof auditActions)[number];
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditRoutes = { listAudit };
