import type { HttpHandler } from 'msw';
import { ago } from '../data/records.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';
import { currentUser } from './people.ts';

/** What stands in place of the secret of the directory's token. */
export const directorySecret = 'cloudapp_scim_4k7w1c9m2x5q8t3v';

/** The directory that sends people, and its token. */
export function directoryHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('getDirectory', () => world.directory),
    mockRoute('makeDirectoryToken', () => {
      const token = { madeAt: ago({}), madeBy: currentUser(world).name };
      world.directory = { ...world.directory, token };
      return { token, secret: directorySecret };
    }),
    mockRoute('endDirectoryToken', () => {
      if (world.directory.token === undefined) throw new MockProblem('not-found');
      world.directory = { ...world.directory, token: undefined };
      return undefined;
    }),
    mockRoute('setDirectoryRules', ({ body: { rules } }) => {
      world.directory = { ...world.directory, rules, isApplying: world.directory.people > 0 };
      return world.directory;
    }),
  ];
}
