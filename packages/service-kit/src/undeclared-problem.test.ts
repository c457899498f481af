import { getUser } from '@cloudapp/contracts/user';
import { afterEach, describe, expect, it } from 'vitest';
import { createApplication } from './application.ts';
import { createLogger } from './logger.ts';
import { ProblemError } from './problem-error.ts';
import { implement } from './route.ts';
import { refuseUndeclaredProblems } from './testing/refuse-undeclared-problems.ts';
import { serve } from './testing/serve.ts';
import type { OnUndeclaredProblem } from './undeclared-problem.ts';

const at = '2026-11-24T05:00:00.000Z';
const admin = { id: `usr_${'0'.repeat(26)}`, email: 'ada@example.org', name: 'Ada', role: 'admin' } as const;
const session = { sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at };

let stop: () => void;
afterEach(() => {
  stop();
});

/** Asks a route that raises one problem; what it declares is `not-found` and what follows from its properties. */
async function answerTo(code: 'quota-exceeded' | 'not-found', onUndeclaredProblem?: OnUndeclaredProblem) {
  const log: string[] = [];
  const { listener } = createApplication({
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'info', { write: (line) => void log.push(line) }),
    sessions: {
      authenticate: () => Promise.resolve({ ...session, user: { ...admin, mustChangePassword: false } }),
    },
    routes: [implement(getUser, () => Promise.reject(new ProblemError(code)))],
    onUndeclaredProblem,
  });
  const server = await serve(listener);
  stop = server.stop;
  const response = await fetch(`${server.url}/api/users/${admin.id}`, {
    headers: { Cookie: `__Host-session=${'a'.repeat(43)}` },
  });
  const { code: answered } = (await response.json()) as { code: string };
  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status: response.status, answered, errors: lines.filter(({ level }) => level === 'error') };
}

describe('a problem that its route does not declare', () => {
  it('is answered and logged with route and code while the service runs', async () => {
    const { status, answered, errors } = await answerTo('quota-exceeded');

    expect([status, answered]).toEqual([409, 'quota-exceeded']);
    expect(errors).toMatchObject([{ msg: 'undeclared problem', route: 'getUser', code: 'quota-exceeded' }]);
  });

  it('fails the request and the tests where tests run', async () => {
    const { onUndeclaredProblem, check } = refuseUndeclaredProblems();

    const { status, answered } = await answerTo('quota-exceeded', onUndeclaredProblem);

    expect([status, answered]).toEqual([500, 'internal-error']);
    expect(check).toThrow('getUser answers quota-exceeded, which its contract does not declare');
  });
});

describe('a problem that its route declares', () => {
  it('bothers nobody', async () => {
    const { onUndeclaredProblem, check } = refuseUndeclaredProblems();

    const { status, answered, errors } = await answerTo('not-found', onUndeclaredProblem);

    expect([status, answered, errors]).toEqual([404, 'not-found', []]);
    expect(check).not.toThrow();
  });
});
