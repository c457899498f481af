import { listAudit } from '@cloudapp/contracts/audit';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { readAudit } from '../application/audit-reader.ts';

export function auditRoutes(audit: AuditRepository): Route[] {
  return [implement(listAudit, ({ query, now }) => readAudit(audit, query, now))];
}
