import { getResponse } from 'msw';
import { handlersOf } from './handlers.ts';
import { createWorld } from './world.ts';

const world = createWorld();
world.session = null;
const handlers = handlersOf(world);

/** Answers a request of the dev server (`npm run dev:mock`); sign in as ada.lovelace@example.org or grace.hopper@example.org. */
export function answer(request: Request): Promise<Response | undefined> {
  return getResponse(handlers, request);
}
