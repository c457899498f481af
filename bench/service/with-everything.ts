/** A service as it runs in production, but for its database, named by its argument; started by `bench/service.ts` and `bench/memory.ts`. */
import { serviceNames } from '@cloudapp/contracts/service';
import { boundedServer } from '@cloudapp/service-kit/server';
import * as z from 'zod';
import { composeOn } from './compose.ts';
import { signedInDatabase } from './signed-in-database.ts';
import { listenAndTell } from './usage.ts';

listenAndTell(boundedServer(composeOn(signedInDatabase(), z.enum(serviceNames).parse(process.argv[2]))));
