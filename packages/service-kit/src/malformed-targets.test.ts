import { getSession } from '@cloudapp/contracts/session';
import { malformedTargets } from '@cloudapp/contracts/testing/malformed-targets';
import { sendRaw } from '@cloudapp/contracts/testing/raw-request';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplication } from './application.ts';
import { createLogger } from './logger.ts';
import { implement } from './route.ts';
import { serve } from './testing/serve.ts';

let service: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  const { listener } = createApplication({
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    sessions: { authenticate: () => Promise.resolve(undefined) },
    routes: [implement(getSession, () => Promise.reject(new Error('never asked')))],
  });
  service = await serve(listener);
});
afterAll(() => {
  service.stop();
});

it.each(malformedTargets)('answers a request for %j with a problem document', async (target) => {
  const { status, headers, body } = await sendRaw(
    service.url,
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
  );

  expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
  expect(JSON.parse(body)).toMatchObject({ code: 'invalid-request', status: 400 });
});
