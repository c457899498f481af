import { EventEmitter, once } from 'node:events';
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
const { id, email, name, role, mustChangePassword } = user;
const answered = { user: { id, email, name, role }, signedInAt: at, expiresAt: at, mustChangePassword };

/** A request to a service whose one part does not end by itself, once that has begun. */
async function ask(slow: 'session' | 'handler', answerSeconds?: number) {
  const timer = new ToldTimer();
  const part = new EventEmitter();
  const begun = once(part, 'begun');
  const work = async <T>(result: T): Promise<T> => {
    part.emit('begun');
    await once(part, 'ended');
    return result;
  };
  const application = createApplication({
    routes: [implement(getSession, async () => await (slow === 'handler' ? work(answered) : answered))],
    sessions: { authenticate: async () => await (slow === 'session' ? work(session) : session) },
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    limits: new WorkLimits(timer),
    answerSeconds,
  });
  const server = await serve(application.listener);
  stop = server.stop;
  const answer = fetch(`${server.url}/api/session`, { headers: { Cookie: `__Host-session=${'u'.repeat(43)}` } });
  await begun;
  return { timer, answer, end: () => part.emit('ended') };
}

describe('whoever waits four seconds', () => {
  it.each(['session', 'handler'] as const)('for the %s is told to come again', async (slow) => {
    const { timer, answer: coming } = await ask(slow);

    timer.pass(4_000);

    const answer = await coming;

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(problemSchema.parse(await answer.json())).toMatchObject({
      code: 'service-unavailable',
      retryAfterSeconds: 5,
    });
  });
});

it('a service may be told to work for longer', async () => {
  const { timer, answer, end } = await ask('handler', 5);

  timer.pass(4_000);
  end();

  expect((await answer).status).toBe(200);
});
