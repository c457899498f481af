import { isCalendarDay } from '../../../lib/calendar-day.ts';
import type { PageSearch } from '../../../lib/paths.ts';
import { useAddressQuery } from '../../../lib/use-address-query.ts';
import { isAuditAction } from '../../../modules/audit/components/sentences.ts';
import type { AuditFilterState } from '../components/audit-filters.tsx';

const names = [
  'action',
  'actorId',
  'subjectId',
  'from',
  'to',
] as const satisfies readonly (keyof PageSearch['audit'])[];

/** Links to somebody's events may leave the “Id” out. */
const shortNames: Partial<Record<(typeof names)[number], string>> = { actorId: 'actor', subjectId: 'subject' };

/** The filter lives in the address, so that it can be linked to and survives a reload. */
export function useAuditFilter(): AuditFilterState {
  const [parameters, edit] = useAddressQuery();
  const action = parameters.get('action');
  const filter = {
    action: isAuditAction(action) ? action : undefined,
    actorId: parameters.get('actorId') ?? parameters.get('actor') ?? undefined,
    subjectId: parameters.get('subjectId') ?? parameters.get('subject') ?? undefined,
    ...daysIn(parameters),
  };
  const change: AuditFilterState['change'] = (changes) => {
    edit((current) => {
      for (const name of names) {
        const value = changes[name];
        if (value !== undefined) current.delete(shortNames[name] ?? '');
        if (value === '') current.delete(name);
        else if (value !== undefined) current.set(name, value);
      }
    });
  };
  return { filter, isFiltered: names.some((name) => filter[name] !== undefined), change };
}

/** Days that are none, or that end before they begin, narrow nothing down. */
function daysIn(parameters: URLSearchParams) {
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const day = parameters.get(name);
    return isCalendarDay(day) ? day : undefined;
  });
  return from !== undefined && to !== undefined && from > to ? { from, to: undefined } : { from, to };
}
