import type { AccessToken } from '@cloudapp/contracts/access-token';
import type { HttpHandler } from 'msw';
import { ago } from '../data/records.ts';
import { idOf } from '../data/users.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';
import { currentUser, userById } from './people.ts';

/** What stands in place of a token's secret. */
export const tokenSecret = 'cloudapp_4k7w1c9m2x5q8t3v';

function tokensOf(world: World, userId: string): AccessToken[] {
  return world.tokens[userId] ?? [];
}

function endToken(world: World, userId: string, tokenId: string): void {
  const before = tokensOf(world, userId);
  const after = before.filter(({ id }) => id !== tokenId);
  if (after.length === before.length) throw new MockProblem('not-found');
  world.tokens[userId] = after;
}

/** One's own tokens, and those of others for administrators. */
export function tokenHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('listAccessTokens', () => ({ items: tokensOf(world, currentUser(world).id) })),
    mockRoute('makeAccessToken', ({ body: { name, scopes, days } }) => {
      const { id } = currentUser(world);
      const token = { id: idOf('tok', name), name, scopes, createdAt: ago({}), expiresAt: ago({ days: -days }) };
      world.tokens[id] = [token, ...tokensOf(world, id)];
      return { token, secret: tokenSecret };
    }),
    mockRoute('endAccessToken', ({ params }) => {
      endToken(world, currentUser(world).id, params.id);
      return undefined;
    }),
    mockRoute('listUserTokens', ({ params }) => ({ items: tokensOf(world, userById(world, params.id).id) })),
    mockRoute('endUserToken', ({ params }) => {
      endToken(world, params.id, params.tokenId);
      return undefined;
    }),
  ];
}
