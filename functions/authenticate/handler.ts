import { openDatabase } from '@cloudapp/data/database';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import type { SignInResult } from './authenticate.ts';
import { environmentSchema } from './environment.ts';
import { composeAuthenticate } from './service.ts';
import { signInRequestSchema } from './sign-in-request.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const logger = createLogger('authenticate', environment.LOG_LEVEL);
const database = openDatabase(environment.TABLE_PREFIX, callSettings(patience.signIn));
const authenticate = composeAuthenticate(database, environment, logger);

/** Called by the state machine's first step. Nothing of the event is logged: it holds a password. */
export async function handler(event: unknown): Promise<SignInResult> {
  const start = performance.now();
  const result = await authenticate(signInRequestSchema.parse(event), awsClock.now());
  const outcome = result.authenticated ? 'authenticated' : result.reason;
  logger.info({ outcome, milliseconds: Math.round(performance.now() - start) }, 'sign-in');
  return result;
}
