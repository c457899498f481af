import { problemSchema } from '@cloudapp/contracts/problem';
import { getSession } from '@cloudapp/contracts/session';
import { afterEach, describe, expect, it } from 'vitest';
import { createApplication } from './application.ts';
import { createLogger } from './logger.ts';
import { implement } from './route.ts';
import { serve } from './testing/serve.ts';
import { ToldTimer } from './testing/told-timer.ts';
import { WorkLimits } from './work-limits.ts';

let stop = (): void => undefined;
afterEach(() => {
  stop();
});

const at = '2026-11-24T05:00:00.000Z';
const user = {
  id: `usr_${'0'.repeat(26)}`,
  email: 'a@example.org',
  name: 'A',
  role: 'user',
  mustChangePassword: false,
} as const;
const session = { sessionId: 'ses', tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at, user };
const never = new Promise<never>(() => undefined);

/** A service whose one part never ends; answers what its caller gets four seconds after that was begun. */
async function answerOf(slow: 'session' | 'handler') {
  const timer = new ToldTimer();
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const last = async (): Promise<never> => {
    begin();
    return never;
  };
  const application = createApplication({
    routes: [implement(getSession, last)],
    sessions: { authenticate: async () => (slow === 'session' ? last() : Promise.resolve(session)) },
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    limits: new WorkLimits(timer),
  });
  const server = await serve(application.listener);
  stop = server.stop;
  const answer = fetch(`${server.url}/api/session`, { headers: { Cookie: `__Host-session=${'u'.repeat(43)}` } });
  await begun;
  timer.pass(4_000);
  return await answer;
}

describe('whoever waits four seconds', () => {
  it.each(['session', 'handler'] as const)('for the %s is told to come again', async (slow) => {
    const answer = await answerOf(slow);

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(problemSchema.parse(await answer.json())).toMatchObject({
      code: 'service-unavailable',
      retryAfterSeconds: 5,
    });
  });
});
