import type { User } from '@cloudapp/contracts/user';
import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import type { HttpHandler } from 'msw';
import { App } from '../app/app.tsx';
import { handlersOf } from './handlers.ts';
import { mockServer } from './mock-api.ts';
import { createWorld, sessionOf, type World } from './world.ts';

interface Scene {
  /** Who is signed in; nobody, when null. */
  readonly as: User | null;
  /** Changes the world before the page asks for it. */
  readonly arrange?: (world: World) => void;
  /** Whether everything runs twice, as in development. @default false */
  readonly strict?: boolean;
  /** Answer before the world does. */
  readonly handlers?: readonly HttpHandler[];
}

interface Rendered {
  readonly user: UserEvent;
  readonly world: World;
}

/** The whole application at a path, over a world of its own. */
export function renderApp(path: string, { as, arrange, strict = false, handlers = [] }: Scene): Rendered {
  const world = createWorld();
  world.session = as && sessionOf(as);
  arrange?.(world);
  mockServer.use(...handlers, ...handlersOf(world));
  const user = userEvent.setup({ delay: null });
  window.history.replaceState(null, '', path);
  render(<App />, { reactStrictMode: strict });
  return { user, world };
}
