import type { QueryKey } from '@tanstack/react-query';

/** Everything read from the audit log lives below this key. */
export const auditKey: QueryKey = ['audit'];
