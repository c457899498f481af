/** A service as it runs in production, but for its database, started by `bench/service.ts`. */
import { boundedServer } from '@cloudapp/service-kit/server';
import { composeOn } from './compose.ts';
import { signedInDatabase } from './signed-in-database.ts';
import { listenAndTell } from './usage.ts';

listenAndTell(boundedServer(composeOn(signedInDatabase(), 'create-user')));
