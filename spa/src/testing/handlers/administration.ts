import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { Period } from '@cloudapp/contracts/stats';
import type { HttpHandler } from 'msw';
import { costReport, costsByMonth } from '../data/costs.ts';
import { rehearsal } from '../data/rehearsal.ts';
import { blueprintStats, series, summary } from '../data/statistics.ts';
import { mockRoute } from '../mock-route.ts';
import { dayProof, signingKey } from '../data/audit-proof.ts';
import type { World } from '../world.ts';
import { isSearched } from './search.ts';

/** Whether a value matches a filter that may be absent. */
function matches(filter: string | null, value: string | undefined): boolean {
  return filter === null || filter === value;
}

function isWithin(at: string, query: URLSearchParams): boolean {
  return at >= (query.get('from') ?? '') && at < (query.get('to') ?? '~');
}

function wordsOf({ actor, subject, detail }: AuditEvent): string[] {
  return [actor?.name, subject?.name, detail].filter((text) => text !== undefined);
}

/** Machines of all, statistics and the audit log. */
export function administrationHandlers(world: World): HttpHandler[] {
  const period = (query: URLSearchParams) => (query.get('period') ?? '7d') as Period;
  return [
    mockRoute('getMachineRules', () => world.machineRules),
    mockRoute('setMachineRules', ({ body }) => {
      world.machineRules = body;
      return world.machineRules;
    }),
    mockRoute('rehearseRules', () => rehearsal()),
    mockRoute('getBudgets', () => world.budgets),
    mockRoute('setBudgets', ({ body }) => {
      const named = (userId: string) => world.users.find(({ id }) => id === userId);
      const people = body.people.map((one) => ({
        ...one,
        name: named(one.userId)?.name,
        email: named(one.userId)?.email,
      }));
      world.budgets = { ...body, people };
      return world.budgets;
    }),
    mockRoute('listFleet', ({ query }) => ({
      items: world.machines.filter(
        ({ name, address = '', owner, state, blueprint }) =>
          isSearched(query, [name, blueprint.name, address, owner.name, owner.email]) &&
          matches(query.get('ownerId'), owner.id) &&
          matches(query.get('state'), state) &&
          matches(query.get('blueprintId'), blueprint.id),
      ),
    })),
    mockRoute('listStrays', () => ({ items: world.strays })),
    mockRoute('getSummary', ({ query }) => summary(period(query))),
    mockRoute('getSeries', ({ query }) => series(period(query))),
    mockRoute('getBlueprintStats', ({ query }) => blueprintStats(period(query))),
    mockRoute('getCostsByMonth', () => costsByMonth()),
    mockRoute('getCosts', ({ query }) => costReport(query.get('month') ?? '', query.get('by'), world.users)),
    mockRoute('getAuditKey', () => signingKey),
    mockRoute('verifyAuditDay', ({ query }) => dayProof(query.get('day') ?? '')),
    mockRoute('listAudit', ({ query }) => ({
      items: world.audit.filter(
        (event) =>
          isSearched(query, wordsOf(event)) &&
          isWithin(event.at, query) &&
          matches(query.get('action'), event.action) &&
          matches(query.get('actorId'), event.actor?.id) &&
          matches(query.get('subjectId'), event.subject?.id),
      ),
    })),
  ];
}
