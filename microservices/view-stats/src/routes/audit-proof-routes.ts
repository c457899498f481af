import { fingerprintOf } from '@cloudapp/audit-proof/root';
import { exportAudit, getAuditKey, verifyAuditDay } from '@cloudapp/contracts/audit-proof';
import { auditDay } from '@cloudapp/data/audit-item';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { csvParts, daysKept, jsonParts, type ExportParts } from '../application/audit-export.ts';
import { proveDay } from '../application/audit-proof.ts';

/** Exports that one process sends at the same time: each holds a page of the log, and reads as fast as it is taken. */
const mostExports = 4;

/** Proves the log, hands it out, and tells the key that it is signed with. */
export function auditProofRoutes(parts: ExportParts): Route[] {
  let underWay = 0;
  async function* counted(lines: AsyncIterable<string>) {
    underWay += 1;
    try {
      yield* lines;
    } finally {
      underWay -= 1;
    }
  }
  return [
    implement(verifyAuditDay, ({ query, now }) => proveDay(query.day ?? auditDay(now, 1), now, parts)),
    implement(getAuditKey, async () => {
      const key = await parts.key.publicKey();
      const pem = key.export({ type: 'spki', format: 'pem' }).toString();
      return { arn: parts.key.arn, fingerprint: fingerprintOf(key), pem };
    }),
    implement(exportAudit, ({ query, now, problem }) => {
      if (underWay >= mostExports) throw problem('too-many-requests', { retryAfterSeconds: 30 });
      const days = daysKept(query, now);
      const lines = query.format === 'csv' ? csvParts(days, parts) : jsonParts(days, now, parts);
      return Promise.resolve({
        mediaType: query.format === 'csv' ? 'text/csv' : 'application/jsonl',
        fileName: `audit-${days.from}-${days.to}.${query.format}`,
        parts: counted(lines),
      });
    }),
  ];
}
