import * as z from 'zod';
import { auditEventSchema } from './audit.ts';
import { instant } from './primitives.ts';
import { defineRoute, manyAnswerSeconds } from './route.ts';
import { sentInParts } from './sent-in-parts.ts';

const day = z.iso.date();

/** What can be wrong with the log, as `packages/audit-proof` names it. */
export const auditFindingKinds = [
  'changed',
  'removed',
  'inserted',
  'reordered',
  'forged-root',
  'unknown-key',
  'missing-root',
  'unreadable',
  'cut-off',
] as const;

/** More of what is wrong with one day nobody reads. */
export const mostAuditFindings = 100;

export const auditFindingSchema = z
  .object({
    kind: z.enum(auditFindingKinds),
    detail: z.string(),
    /** The chain, such as `2026-11-24#07`, and the position in it. */
    chain: z.string().optional(),
    position: z.int().optional(),
    /** The instant and the id of the entry, as its key has them. */
    entry: z.string().optional(),
    /** What stands there now, where it can be read. */
    event: auditEventSchema.optional(),
  })
  .meta({ id: 'AuditFinding' });

export const auditDayProofSchema = z
  .object({
    day,
    /**
     * `signed`: its root is there and its signature holds; `waiting`: it is not over, or not signed yet; `before`: sealing began later;
     * `unsigned`: it should have a root, and has none that holds.
     */
    state: z.enum(['signed', 'waiting', 'before', 'unsigned']),
    entries: z.int(),
    /** Entries that the signature vouches for. */
    proven: z.int(),
    /** Entries of a day without a root that are not sealed yet. */
    unsealed: z.int(),
    signedAt: instant.optional(),
    findings: z.array(auditFindingSchema).max(mostAuditFindings),
    /** How many more there are. */
    furtherFindings: z.int(),
    /** Of the public key that the signature was checked with. */
    fingerprint: z.string(),
  })
  .meta({ id: 'AuditDayProof' });

export const verifyAuditDay = defineRoute({
  name: 'verifyAuditDay',
  service: 'view-stats',
  method: 'GET',
  path: '/audit/verification',
  caller: 'admin',
  scope: 'admin',
  summary: 'Proves one day (UTC) of the audit log: its entries against their seals, its chains against its signed root',
  query: z.strictObject({ day: day.optional().meta({ description: 'Yesterday, where it is left out.' }) }),
  status: 200,
  response: auditDayProofSchema,
  answerSeconds: manyAnswerSeconds,
});

export const getAuditKey = defineRoute({
  name: 'getAuditKey',
  service: 'view-stats',
  method: 'GET',
  path: '/audit/key',
  caller: 'admin',
  scope: 'admin',
  summary: 'The public key that the days of the audit log are signed with, to be compared with what AWS KMS says',
  status: 200,
  response: z.object({ arn: z.string(), fingerprint: z.string(), pem: z.string() }).meta({ id: 'AuditKey' }),
});

export const exportAudit = defineRoute({
  name: 'exportAudit',
  service: 'view-stats',
  method: 'GET',
  path: '/audit/export',
  caller: 'admin',
  scope: 'admin',
  summary:
    'The audit log of some days (UTC): `jsonl` with seals and signed roots, which anybody can prove offline with the public key alone, or `csv` to read',
  query: z
    .strictObject({
      format: z.enum(['jsonl', 'csv']).default('jsonl'),
      from: day.optional().meta({ description: 'The first day; the oldest that is kept, where it is left out.' }),
      to: day.optional().meta({ description: 'The last day; today, where it is left out.' }),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      message: 'must not be before from',
    }),
  status: 200,
  response: sentInParts,
  partTypes: ['application/jsonl', 'text/csv'],
});

export type AuditDayProof = z.infer<typeof auditDayProofSchema>;
export type AuditFinding = z.infer<typeof auditFindingSchema>;

export const auditProofRoutes = { verifyAuditDay, getAuditKey, exportAudit };
