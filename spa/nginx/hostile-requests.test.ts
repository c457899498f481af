import { problemDocument, problemSchema, type ProblemCode } from '@cloudapp/contracts/problem';
import { requestTargetPattern } from '@cloudapp/contracts/request-target';
import { malformedTargets } from '@cloudapp/contracts/testing/malformed-targets';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { close, hasNginx, originOf, startEcho, startNginx, type RunningNginx } from './testing/nginx.ts';
import { openSlowly, sendRaw, type RawAnswer, type SlowRequest } from '@cloudapp/contracts/testing/raw-request';

const template = readFileSync(join(import.meta.dirname, 'templates/cloudapp.conf.template'), 'utf8');
const files = { 'html/index.html': '<!doctype html><title>CloudApp</title>', 'html/api/openapi.json': '{}' };

describe('the words of nginx', () => {
  it('are those of the contracts', () => {
    const documents = [...template.matchAll(/return (\d+) '(\{.*\})'/g)].map(
      ([, status, text = '']) => [Number(status), problemSchema.parse(JSON.parse(text))] as const,
    );

    expect(documents.length).toBeGreaterThan(5);
    for (const [status, document] of documents) {
      expect(document).toEqual(problemDocument(document.code, { requestId: '$request_id' }));
      expect(document.status).toBe(status);
    }
  });

  it('begin with the pattern of request targets that everything else has', () => {
    expect(template).toContain(`"~${requestTargetPattern}" 1;`);
  });
});

describe.skipIf(!hasNginx())('nginx, asked by somebody hostile (skipped where it is not installed)', () => {
  let signIn: Server;
  let services: Server;
  let nginx: RunningNginx;
  const open: SlowRequest[] = [];

  beforeAll(async () => {
    signIn = await startEcho('sign-in');
    services = await startEcho('services');
    nginx = await startNginx({ signInOrigin: `${originOf(signIn)}/live`, servicesOrigin: originOf(services) }, files);
  });
  afterAll(async () => {
    await nginx.stop();
    await Promise.all([close(signIn), close(services)]);
  });
  afterEach(() => {
    for (const request of open.splice(0)) request.end();
  });

  const get = (target: string, more = '') => `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`;
  const post = (path: string, viewer: string, length = 5_000) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nCloudFront-Viewer-Address: ${viewer}:1\r\nContent-Length: ${length}\r\n\r\n{`;
  const begin = (path: string, viewer: string) => {
    const request = openSlowly(nginx.origin, post(path, viewer));
    open.push(request);
    return request;
  };
  const statusFor = async (path: string, viewer: string) => {
    const answer = await fetch(nginx.origin + path, {
      headers: { 'cloudfront-viewer-address': `${viewer}:1` },
    });
    await answer.body?.cancel();
    return answer.status;
  };
  const problemOf = async (request: string) => {
    const { status, headers, body } = await sendRaw(nginx.origin, request);
    const { code, ...problem } = problemSchema.parse(JSON.parse(body));
    return {
      status: [status, problem.status],
      code,
      kind: headers['content-type']?.replace('; charset=utf-8', ''),
      options: [headers['x-content-type-options'], headers['x-frame-options']],
      allow: headers['allow'],
    };
  };
  const due = (code: ProblemCode) => {
    const { status } = problemDocument(code);
    return {
      ...{ status: [status, status], code, kind: 'application/problem+json', options: ['nosniff', 'DENY'] },
      allow: status === 405 ? 'GET, HEAD' : undefined,
    };
  };

  it.each(malformedTargets)('refuses the target %j with a problem document', async (target) => {
    expect(await problemOf(get(target))).toEqual(due('invalid-request'));
  });

  it.each<[string, string, ProblemCode]>([
    ['no Host', 'GET /api/users HTTP/1.1\r\nConnection: close\r\n\r\n', 'invalid-request'],
    ['another protocol', '\u0016\u0003\u0001\r\n\r\n', 'invalid-request'],
    ['a version of tomorrow', 'GET /api/users HTTP/7.0\r\n\r\n', 'invalid-request'],
    ['a header without a name', get('/api/users', ': x\r\n'), 'invalid-request'],
    ['two lengths', get('/api/users', 'Content-Length: 1\r\nContent-Length: 2\r\n'), 'invalid-request'],
    [
      'a length and chunks',
      get('/api/users', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n'),
      'invalid-request',
    ],
    ['an unknown encoding', get('/api/users', 'Transfer-Encoding: gzip\r\n'), 'invalid-request'],
    ['a range that is none', get('/api/openapi.json', 'Range: bytes=999-\r\n'), 'invalid-request'],
    ['a condition that fails', get('/api/openapi.json', 'If-Match: "x"\r\n'), 'invalid-request'],
    ['a path beyond measure', get(`/api/${'a'.repeat(9_000)}`), 'uri-too-long'],
    ['a header beyond measure', get('/api/users', `X-A: ${'a'.repeat(9_000)}\r\n`), 'headers-too-large'],
    ['a body beyond measure', get('/api/users', 'Content-Length: 600000\r\n'), 'body-too-large'],
    ['a body beyond measure where nobody is', get('/api/none', 'Content-Length: 600000\r\n'), 'body-too-large'],
    ['nothing that there is', get('/api/nothing'), 'not-found'],
    ['its own words', get('/problems/503'), 'not-found'],
    ['a change to a file', get('/api/openapi.json').replace('GET', 'DELETE'), 'method-not-allowed'],
    ['TRACE', get('/api/users').replace('GET', 'TRACE'), 'method-not-allowed'],
  ])('answers %s with a problem document', async (_, request, code) => {
    expect(await problemOf(request)).toEqual(due(code));
  });

  it('ends a request whose body never stops coming when the service gives it up, and serves others meanwhile', async () => {
    // Bounds requests as the services do, in less time.
    const impatient = createServer({ requestTimeout: 1_500, headersTimeout: 1_000, connectionsCheckingInterval: 100 });
    impatient.on('request', (request, response) => {
      request.resume().on('end', () => response.end('{}'));
    });
    await new Promise<void>((resolve) => impatient.listen(0, '127.0.0.1', resolve));
    const settings = { signInOrigin: originOf(impatient), servicesOrigin: originOf(impatient) };
    const bounded = await startNginx(settings, files);
    try {
      const slow = openSlowly(bounded.origin, post('/api/users', '203.0.113.1'));
      open.push(slow);
      slow.trickle(50);
      const ends: RawAnswer[] = [];
      void slow.answer.then((answer) => ends.push(answer));

      let served = 0;
      while (ends.length === 0) {
        expect((await fetch(`${bounded.origin}/api/users`)).status).toBe(200);
        served++;
      }

      expect(ends[0]?.status).toBe(408);
      expect(served).toBeGreaterThan(1);
    } finally {
      await bounded.stop();
      await close(impatient);
    }
  });

  it('cuts a sign-in whose body stops, without an answer', async () => {
    expect((await begin('/api/auth/login', '203.0.113.2').answer).status).toBe(0);
  });

  it.each([
    ['/api/auth/login', 8, 'an address', () => '203.0.113.8'],
    ['/api/instances', 64, 'an address', () => '203.0.113.64'],
    ['/api/instances', 64, 'a network of IPv6', (count: number) => `2001:db8:64::${count.toString(16)}`],
  ])('lets nobody hold more than so many requests of %s at once: %i from %s', async (path, most, _, viewer) => {
    const tooMany = 5;
    const answers: RawAnswer[] = [];
    for (let count = 0; count < most + tooMany; count++) {
      const slow = begin(path, viewer(count));
      slow.trickle(20);
      void slow.answer.then((answer) => answers.push(answer));
    }

    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(tooMany);
    for (const { status, body } of answers) {
      expect([status, JSON.parse(body)]).toMatchObject([429, { code: 'too-many-requests' }]);
    }
    expect(await statusFor(path, '203.0.113.200')).toBe(200);
    expect(await statusFor('/healthz', '203.0.113.200')).toBe(200);
  });
});
