import * as z from 'zod';
import { defineRoute } from './route.ts';

/**
 * What a browser reports of something that a page's content security policy made it refuse (CSP Level 3 §5.3, Reporting API
 * §3.3). Its other fields, a sample of what was refused among them, are not read.
 */
export const policyReportSchema = z
  .object({
    type: z.literal('csp-violation'),
    body: z.object({
      documentURL: z.string().max(8192),
      effectiveDirective: z.string().regex(/^[a-z][a-z-]{0,59}$/, 'must be the name of a directive'),
      blockedURL: z.string().max(8192),
    }),
  })
  .meta({ id: 'PolicyReport' });

export const reportViolations = defineRoute({
  name: 'reportViolations',
  service: 'view-stats',
  method: 'POST',
  path: '/policy-reports',
  caller: 'public',
  summary: 'A browser reports what the policy of a page made it refuse; it is logged, and nothing of it is stored',
  mediaType: 'application/reports+json',
  body: z.array(policyReportSchema).min(1).max(50),
  status: 204,
  response: null,
});

export type PolicyReport = z.infer<typeof policyReportSchema>;

export const policyReportRoutes = { reportViolations };
