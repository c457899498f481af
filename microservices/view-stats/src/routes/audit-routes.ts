import { listAudit } from '@cloudapp/contracts/audit';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { InvalidCursorError } from '@cloudapp/data/cursor';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { readAudit } from '../domain/audit-reader.ts';

export function auditRoutes(audit: AuditRepository): Route[] {
  return [
    implement(listAudit, async ({ query, now }) => {
      try {
        return await readAudit(audit, query, now);
      } catch (error) {
        if (!(error instanceof InvalidCursorError)) throw error;
        throw new ProblemError('invalid-request', {
          errors: [{ pointer: '/query/cursor', detail: 'must be a cursor from an earlier page' }],
        });
      }
    }),
  ];
}
