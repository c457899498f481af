import type { HttpHandler } from 'msw';
import { mockRoute } from './mock-route.ts';
import { createWorld } from './world.ts';

/**
 * Lists as indexes of DynamoDB give them right after a change: as if nothing had happened. Everything else is up to date.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
export function laggingLists(): HttpHandler[] {
  const before = createWorld();
  const owner = before.session?.user.id;
  return [
    mockRoute('listInstances', () => ({
      items: before.machines.filter((machine) => machine.owner.id === owner && machine.state !== 'terminated'),
    })),
    mockRoute('listFleet', () => ({ items: before.machines })),
    mockRoute('listUsers', () => ({ items: before.users })),
    mockRoute('listSessions', () => ({ items: before.sessions })),
  ];
}
