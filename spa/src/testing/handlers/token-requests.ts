import type { HttpHandler } from 'msw';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';

/** What the program shows that waits in every world. */
export const waitingCode = 'BCDF-GHJK';

/** Programs that ask for a token, and what people answer. */
export function tokenRequestHandlers(world: World): HttpHandler[] {
  const waiting = (code: string) => {
    const found = world.tokenRequests.find(({ request, answer }) => request.userCode === code && answer === undefined);
    if (found === undefined) throw new MockProblem('not-found');
    return found;
  };
  return [
    mockRoute('getTokenRequest', ({ params }) => waiting(params.code).request),
    mockRoute('approveTokenRequest', ({ params }) => {
      waiting(params.code).answer = 'approve';
      return undefined;
    }),
    mockRoute('refuseTokenRequest', ({ params }) => {
      waiting(params.code).answer = 'refuse';
      return undefined;
    }),
  ];
}
