import type { Call } from './call.ts';
import { callsByAws, callsToResources } from './calls-by-aws.ts';
import { callsOfAudit } from './calls-of-audit.ts';
import { callsOfNotices } from './calls-of-notices.ts';
import { callsToRoles } from './calls-to-roles.ts';
import { callsOfCompanies } from './calls-of-companies.ts';
import { callsToServices } from './calls-to-services.ts';
import { callsToTables } from './calls-to-tables.ts';

/** Every request that the product makes or has made for it, and those that must never get through. */
export const calls: readonly Call[] = [
  ...callsToTables,
  ...callsToServices,
  ...callsOfCompanies,
  ...callsOfAudit,
  ...callsOfNotices,
  ...callsByAws,
  ...callsToResources,
  ...callsToRoles,
];
