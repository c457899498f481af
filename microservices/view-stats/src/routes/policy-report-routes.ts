import { reportViolations } from '@cloudapp/contracts/policy-report';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { ViolationRate } from '../application/violation-rate.ts';
import { violationIn } from '../domain/violation.ts';

/** Logs what browsers report, a line for each violation. */
export function policyReportRoutes(publicOrigin: string): Route[] {
  const rate = new ViolationRate();
  return [
    implement(reportViolations, ({ body, now, logger, problem }) => {
      const violations = body.flatMap((report) => violationIn(report, publicOrigin) ?? []);
      if (violations.length < body.length)
        throw problem('invalid-request', { detail: 'A report is of no page of ours' });
      const verdict = rate.take(violations.length, now);
      if ('waitSeconds' in verdict) throw problem('too-many-requests', { retryAfterSeconds: verdict.waitSeconds });
      const log = logger();
      for (const violation of violations) log.warn({ violation, seen: verdict.seen }, 'a page broke its policy');
      return Promise.resolve();
    }),
  ];
}
