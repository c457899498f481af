import pRetry from 'p-retry';

interface Expectation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly status: number;
  readonly contains: string;
}

/** What must be true of a deployed environment seen from outside. */
const expectations: readonly Expectation[] = [
  { method: 'GET', path: '/', status: 200, contains: '<title>' },
  { method: 'GET', path: '/api/openapi.json', status: 200, contains: '"openapi"' },
  { method: 'GET', path: '/api/session', status: 401, contains: 'session-required' },
  { method: 'GET', path: '/api/blueprints', status: 401, contains: 'session-required' },
  { method: 'GET', path: '/api/audit', status: 401, contains: 'session-required' },
  { method: 'POST', path: '/api/auth/login', status: 401, contains: 'authentication-error' },
];

/** Two minutes each, since caches and DNS take time. */
const patience = { retries: 23, factor: 1, minTimeout: 5_000 };
const answerMs = 15_000;

/** @returns how many expectations do not hold */
export async function runSmokeTest(
  origin: string,
  say: (line: string) => void,
  tries: Partial<typeof patience> = {},
): Promise<number> {
  let failed = 0;
  for (const expectation of expectations) {
    const fault = await pRetry(
      async () => {
        await expectAnswer(origin, expectation);
      },
      { ...patience, ...tries, shouldRetry: () => true },
    ).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    say(`${fault === undefined ? 'ok  ' : 'FAIL'} ${expectation.method} ${expectation.path} ${fault ?? ''}`);
    if (fault !== undefined) failed += 1;
  }
  return failed;
}

async function expectAnswer(origin: string, { method, path, status, contains }: Expectation): Promise<void> {
  const body = JSON.stringify({ email: 'smoke-test@example.invalid', password: 'not a password of anybody' });
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin },
    signal: AbortSignal.timeout(answerMs),
    ...(method === 'POST' && { body }),
  });
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`answered ${answer.status}, not ${status}${hintOf(answer, text)}`);
  if (!text.includes(contains)) throw new Error(`answered without ${contains}`);
}

/** A 403 that is no problem document is CloudFront's or the web ACL's, and comes from where this is run. */
function hintOf(answer: Response, text: string): string {
  if (answer.status !== 403 || text.includes('"code"')) return '';
  return ': CloudFront or the web ACL refuses this computer; see presentation.countries';
}
