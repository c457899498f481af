import { useSearchParams } from 'react-router-dom';
import type { PageSearch } from '../../../lib/paths.ts';
import { isAuditAction } from '../../../modules/audit/components/sentences.ts';
import type { AuditFilterState } from '../components/audit-filters.tsx';

const names = ['action', 'actorId', 'subjectId'] as const satisfies readonly (keyof PageSearch['audit'])[];

/** Links to somebody's events may leave the “Id” out. */
const shortNames = { action: '', actorId: 'actor', subjectId: 'subject' } as const;

/** The filter lives in the address, so that it can be linked to and survives a reload. */
export function useAuditFilter(): AuditFilterState {
  const [parameters, setParameters] = useSearchParams();
  const action = parameters.get('action');
  const filter = {
    action: isAuditAction(action) ? action : undefined,
    actorId: parameters.get('actorId') ?? parameters.get('actor') ?? undefined,
    subjectId: parameters.get('subjectId') ?? parameters.get('subject') ?? undefined,
  };
  const change: AuditFilterState['change'] = (changes) => {
    setParameters(
      (current) => {
        for (const name of names) {
          const value = changes[name];
          if (value !== undefined) current.delete(shortNames[name]);
          if (value === '') current.delete(name);
          else if (value !== undefined) current.set(name, value);
        }
        return current;
      },
      { replace: true },
    );
  };
  return { filter, isFiltered: names.some((name) => filter[name] !== undefined), change };
}
