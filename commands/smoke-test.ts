import { setTimeout as sleep } from 'node:timers/promises';

/** What must be true of a deployed environment seen from outside; each is tried for two minutes, since caches and DNS take time. */
const expectations = [
  { method: 'GET', path: '/', status: 200, contains: '<title>' },
  { method: 'GET', path: '/api/openapi.json', status: 200, contains: '"openapi"' },
  { method: 'GET', path: '/api/session', status: 401, contains: 'session-required' },
  { method: 'GET', path: '/api/blueprints', status: 401, contains: 'session-required' },
  { method: 'GET', path: '/api/audit', status: 401, contains: 'session-required' },
  { method: 'POST', path: '/api/auth/login', status: 401, contains: 'authentication-error' },
] as const;

const tries = 24;
const pauseMs = 5_000;
const answerMs = 15_000;

const origin = new URL(process.argv[2] ?? '').origin;
let failed = 0;
for (const expectation of expectations) {
  const fault = await lastFault(expectation);
  process.stdout.write(
    `${fault === undefined ? 'ok  ' : 'FAIL'} ${expectation.method} ${expectation.path} ${fault ?? ''}\n`,
  );
  if (fault !== undefined) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;

async function lastFault(expectation: (typeof expectations)[number]): Promise<string | undefined> {
  let fault: string | undefined;
  for (let attempt = 1; attempt <= tries; attempt++) {
    fault = await faultOf(expectation).catch((error: unknown) => String(error));
    if (fault === undefined) return undefined;
    if (attempt < tries) await sleep(pauseMs);
  }
  return fault;
}

async function faultOf({ method, path, status, contains }: (typeof expectations)[number]): Promise<string | undefined> {
  const body = JSON.stringify({ email: 'smoke-test@example.invalid', password: 'not a password of anybody' });
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin },
    signal: AbortSignal.timeout(answerMs),
    ...(method === 'POST' && { body }),
  });
  const text = await answer.text();
  if (answer.status !== status) return `answered ${answer.status}, not ${status}`;
  return text.includes(contains) ? undefined : `answered without ${contains}`;
}
