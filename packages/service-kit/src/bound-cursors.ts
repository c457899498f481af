import { createHash } from 'node:crypto';
import * as z from 'zod';
import { invalidCursor } from './problem-error.ts';
import type { Route, RouteRequest } from './route.ts';

/** 96 bits in base64url: no two lists, and no place that was changed anywhere, are taken for each other by chance. */
const digestLength = 16;

const pageQuerySchema = z.looseObject({ cursor: z.string().optional(), limit: z.number() });
const pageSchema = z.looseObject({ nextCursor: z.string().optional() });

/**
 * A list whose cursors go on in that list alone: of the same route, the same person and the same filters. A cursor is a digest over
 * all of these and the place, then the place. There is no key in it, and none is needed: whoever works out a digest gets no further
 * than to another place in a list that is theirs anyway, since the tables take a cursor for a place only and never for whose list it is.
 */
export function bindingCursors(route: Route): Route {
  if (!isPaged(route)) return route;
  return {
    contract: route.contract,
    handle: async (request) => {
      const query = pageQuerySchema.parse(request.query);
      const list = listOf(route, request);
      const cursor = query.cursor === undefined ? undefined : placeIn(query.cursor, list);
      const page = pageSchema.parse(await route.handle({ ...request, query: { ...query, cursor } }));
      return page.nextCursor === undefined ? page : { ...page, nextCursor: bindCursor(page.nextCursor, list) };
    },
  };
}

function isPaged({ contract }: Route): boolean {
  return 'cursor' in (contract.query?.shape ?? {});
}

/** What is listed for whom. Pages of one list may differ in size. */
function listOf({ contract }: Route, { actor, params, query }: RouteRequest): string {
  const filters = Object.entries(query ?? {}).filter(([name]) => name !== 'cursor' && name !== 'limit');
  const person = actor !== undefined && 'user' in actor ? actor.user.id : '';
  return JSON.stringify([contract.name, person, params ?? {}, filters]);
}

function bindCursor(place: string, list: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([list, place]))
    .digest('base64url');
  return digest.slice(0, digestLength) + place;
}

function placeIn(cursor: string, list: string): string {
  const place = cursor.slice(digestLength);
  if (bindCursor(place, list) !== cursor) throw invalidCursor();
  return place;
}
