import { exportCosts, getCosts, getCostsByMonth } from '@cloudapp/contracts/costs';
import { monthOf } from '@cloudapp/contracts/months';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { CostReports, monthsOfFile, type CostParts } from '../application/costs.ts';

/** Tells administrators what machines cost. */
export function costRoutes(parts: CostParts): Route[] {
  const reports = new CostReports(parts);
  return [
    implement(getCosts, ({ query: { month, by }, now }) => reports.report({ month: month ?? monthOf(now), by })),
    implement(getCostsByMonth, ({ now }) => reports.byMonth(now)),
    implement(exportCosts, ({ query, now }) => {
      const months = monthsOfFile(query, now);
      const [first = '', last = ''] = [months[0], months.at(-1)];
      return Promise.resolve({
        mediaType: 'text/csv',
        fileName: `costs-${first === last ? first : `${first}-${last}`}.csv`,
        parts: reports.csvParts(months),
      });
    }),
  ];
}
