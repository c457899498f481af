import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { auditKey } from '../../../modules/audit/api/audit-key.ts';

const mostFound = 20;

/** Those whose name or e-mail has all words; of those who are deleted, what the log holds of it. */
export function peopleFoundQuery(term: string) {
  return queryOptions({
    queryKey: [...auditKey, 'people', term],
    queryFn: async ({ signal }) => {
      const query = { limit: mostFound, ...(term !== '' && { search: term }) };
      const [users, deletions] = await Promise.all([
        callApi('listUsers', { query, signal }),
        callApi('listAudit', { query: { ...query, action: 'user-deleted' }, signal }),
      ]);
      const present = users.items.map(({ id, name, email }) => ({ id, name, email, isDeleted: false }));
      const deleted = deletions.items.flatMap(({ subject, detail }) =>
        subject ? [{ id: subject.id, name: subject.name, email: detail, isDeleted: true }] : [],
      );
      const hasMore = users.nextCursor !== undefined || deletions.nextCursor !== undefined;
      return { found: [...present, ...deleted], hasMore };
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The name of one person, who may be deleted; undefined where nothing tells it. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: [...auditKey, 'person', id],
    queryFn: async ({ signal }) => {
      try {
        return { name: (await callApi('getUser', { params: { id }, signal })).name };
      } catch (error) {
        if (!hasCode(error, 'not-found')) throw error;
      }
      const { items } = await callApi('listAudit', { query: { actorId: id, limit: 1 }, signal });
      return { name: items[0]?.actor?.name ?? (await nameOfDeleted(id, signal)) };
    },
    staleTime: 60_000,
  });
}

/** Who never did anything still was deleted by somebody. */
async function nameOfDeleted(id: string, signal: AbortSignal): Promise<string | undefined> {
  const { items } = await callApi('listAudit', { query: { subjectId: id, action: 'user-deleted', limit: 1 }, signal });
  return items[0]?.subject?.name;
}
