import type { HttpHandler } from 'msw';
import { administrationHandlers } from './handlers/administration.ts';
import { machineHandlers } from './handlers/machines.ts';
import { peopleHandlers } from './handlers/people.ts';
import { tokenHandlers } from './handlers/tokens.ts';
import type { World } from './world.ts';

/** The whole API over a world of its own. */
export function handlersOf(world: World): HttpHandler[] {
  return [
    ...peopleHandlers(world),
    ...tokenHandlers(world),
    ...machineHandlers(world),
    ...administrationHandlers(world),
  ];
}
