import type * as z from 'zod';
import type { serviceEnvironment } from '../environment.ts';

/** What every service is told, for a service under test. */
export const serviceVariables = {
  AWS_REGION: 'eu-west-1',
  TABLE_PREFIX: 'cloudapp-test',
  LOG_LEVEL: 'info',
  PORT: '8080',
  HOST: '127.0.0.1',
  PUBLIC_ORIGIN: 'https://cloudapp.example',
  SESSION_IDLE_MINUTES: '60',
  TRUSTED_PROXY_HOPS: '1',
  ANSWER_SECONDS: '600',
  SHUTDOWN_DELAY_SECONDS: '5',
  SHUTDOWN_DRAIN_SECONDS: '20',
} satisfies z.input<z.ZodObject<typeof serviceEnvironment>>;
