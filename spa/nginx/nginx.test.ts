import { forwardedPaths, routes } from '@cloudapp/contracts/api';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkConfiguration,
  close,
  hasNginx,
  originOf,
  startEcho,
  startNginx,
  type Echo,
  type RunningNginx,
} from './testing/nginx.ts';

const template = readFileSync(join(import.meta.dirname, 'templates/cloudapp.conf.template'), 'utf8');
const page = '<!doctype html><title>CloudApp</title>';
const files = {
  'html/index.html': page,
  'html/assets/main-4f2a.js': `console.log(${JSON.stringify('x'.repeat(5000))});`,
  'html/assets/shared-77aa.js': '// this release',
  'html/nonce.html': '<meta property="csp-nonce" nonce="CSP_NONCE">',
  'html/api/openapi.json': '{"openapi":"3.1.0"}',
  'html/api/docs/index.html': '<!doctype html><title>API</title>',
  'previous/assets/main-1b3c.js': '// the release before',
  'previous/assets/shared-77aa.js': '// the release before, too',
};
const securityHeaders = {
  'content-security-policy': expect.stringMatching(/frame-ancestors 'none'.*; report-to policy$/) as string,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'reporting-endpoints': 'policy="/api/policy-reports"',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('the routing of nginx', () => {
  it('lets through the largest body that the contracts allow', () => {
    const largest = Math.max(65_536, ...routes.map((route) => route.maxBodyBytes ?? 0));

    expect(/client_max_body_size (\d+)k;/.exec(template)?.[1]).toSatisfy((kib) => Number(kib) * 1024 >= largest);
  });

  it('sets no header in a location, which would drop those of the server', () => {
    expect(template.match(/^ {4,}add_header/gm)).toBeNull();
  });
});

describe.skipIf(!hasNginx())('nginx (skipped where it is not installed)', () => {
  let signIn: Server;
  let services: Server;
  let nginx: RunningNginx;
  const ask = (path: string, init?: RequestInit) => fetch(`${nginx.origin}${path}`, { redirect: 'manual', ...init });
  const echo = async (path: string, init?: RequestInit) => (await (await ask(path, init)).json()) as Echo;

  beforeAll(async () => {
    [signIn, services] = await Promise.all([startEcho('sign-in'), startEcho('services')]);
    nginx = await startNginx({ signInOrigin: `${originOf(signIn)}/live`, servicesOrigin: originOf(services) }, files);
  });
  afterAll(async () => {
    await nginx.stop();
    await Promise.all([close(signIn), close(services)]);
  });

  it('finds the configuration valid', () => {
    const result = checkConfiguration({ signInOrigin: 'https://a.example/live', servicesOrigin: 'http://b.example' });

    expect(result).toMatchObject({ isFine: true });
    expect(result.output).not.toContain('[warn]');
  });

  it.each(['/', '/machines/i-123', '/sign-in?next=%2F'])('answers %s with the page, never kept', async (path) => {
    const answer = await ask(path);

    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(page);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets browsers keep assets for good, and does not make up missing ones', async () => {
    const found = await ask('/assets/main-4f2a.js');
    const missing = await ask('/assets/gone.js');

    expect(found.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBe('no-cache');
  });

  it('has the assets of the release before, for pages of that one', async () => {
    const found = await ask('/assets/main-1b3c.js');
    const both = await ask('/assets/shared-77aa.js');

    expect(await found.text()).toBe(files['previous/assets/main-1b3c.js']);
    expect(found.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await both.text()).toBe('// this release');
  });

  it('answers 304 when nothing has changed', async () => {
    const etag = (await ask('/assets/main-4f2a.js', { headers: { 'accept-encoding': 'identity' } })).headers.get(
      'etag',
    );
    const again = await ask('/assets/main-4f2a.js', {
      headers: { 'if-none-match': etag ?? '', 'accept-encoding': 'identity' },
    });

    expect(again.status).toBe(304);
  });

  it.each(['/assets/main-4f2a.js', '/api/users'])('compresses %s, through CloudFront too', async (path) => {
    const answer = await ask(path, { headers: { 'accept-encoding': 'gzip', via: '2.0 cloudfront' } });

    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('vary')).toMatch(/accept-encoding/i);
  });

  it.each([
    ['/', 0, 200],
    ['/api/users', 0, 200],
    ['/api/unknown', 0, 404],
    ['/assets/gone.js', 0, 404],
    ['/', 1, 405],
    ['/api/users', 600_000, 413],
    ['/healthz', 0, 200],
  ] as const)(
    'sends every security header once and no version with %s and a body of %i bytes: %i',
    async (path, bytes, status) => {
      const answer = await ask(path, bytes > 0 ? { method: 'POST', body: 'x'.repeat(bytes) } : {});

      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders);
      expect(answer.headers.get('server')).toBe('nginx');
      expect(answer.headers.get('x-powered-by')).toBeNull();
      expect(await answer.text()).not.toMatch(/nginx\/\d/);
    },
  );

  it('allows scripts from itself alone', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy') ?? '';

    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toContain('unsafe-eval');
  });

  it('gives each page the nonce of its own policy, another each time', async () => {
    const answers = await Promise.all([ask('/nonce.html'), ask('/nonce.html')]);
    const inPages = await Promise.all(
      answers.map(async (answer) => /nonce="([0-9a-f]{32})"/.exec(await answer.text())?.[1]),
    );
    const inPolicies = answers.map(
      ({ headers }) => /'nonce-([0-9a-f]{32})'/.exec(headers.get('content-security-policy') ?? '')?.[1],
    );

    expect(inPages).toEqual(inPolicies);
    expect(inPages[0]).toBeDefined();
    expect(inPages[1]).not.toBe(inPages[0]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual([null, null]);
  });

  it('forwards sign-ins to the stage of the private API', async () => {
    expect(await echo('/api/auth/login', { method: 'POST', body: '{}' })).toMatchObject({
      upstream: 'sign-in',
      method: 'POST',
      url: '/live/api/auth/login',
    });
  });

  it('hands sign-in the headers that its templates look for under their names, and its second cookie to the browser', async () => {
    const answer = await ask('/api/auth/login', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: '__Host-device=d',
        origin: 'https://cloudapp.example.com',
        'sec-fetch-site': 'same-origin',
      },
      body: '{}',
    });

    const { names } = (await answer.json()) as Echo;
    expect(names).toEqual(expect.arrayContaining(['Content-Type', 'Cookie', 'Origin', 'Sec-Fetch-Site']));
    expect(names).not.toContain('cookie');
    expect(answer.headers.getSetCookie()).toEqual(['session=1; Path=/', 'device=2; Path=/']);
    expect(answer.headers.get('device-cookie')).toBeNull();
  });

  it('adds no header that the client did not send', async () => {
    const { names } = await echo('/api/users');

    expect(names.filter((name) => ['Origin', 'Cookie', 'Content-Type', 'Sec-Fetch-Site'].includes(name))).toEqual([]);
  });

  it.each(['?X-Forwarded-For=203.0.113.77', '?', '?a=%0d%0aX-Forwarded-For:%206.6.6.6'])(
    'keeps the query %s of a sign-in to itself, which a mapping template could take for a header',
    async (query) => {
      const { url, headers } = await echo(`/api/auth/login${query}`, { method: 'POST', body: '{}' });

      expect(url).toBe('/live/api/auth/login');
      expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113\.77|6\.6\.6\.6/);
    },
  );

  it.each(forwardedPaths.map(([segment]) => segment))(
    'forwards /api/%s to the services as it was asked',
    async (segment) => {
      expect(await echo(`/api/${segment}?a=%2Fb`)).toMatchObject({
        upstream: 'services',
        url: `/api/${segment}?a=%2Fb`,
      });
      expect(await echo(`/api/${segment}/a%20b`)).toMatchObject({ upstream: 'services', url: `/api/${segment}/a%20b` });
    },
  );

  it.each([
    ['203.0.113.9:46532', '203.0.113.9'],
    ['2001:db8::9:46532', '2001:db8::9'],
  ])('tells the services the viewer that CloudFront saw, %s, whatever the client claims', async (seen, expected) => {
    const { headers } = await echo('/api/users', {
      headers: {
        'cloudfront-viewer-address': seen,
        'x-forwarded-for': '6.6.6.6, 127.0.0.2',
        'x-real-ip': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-forwarded-host': 'evil.example',
      },
    });

    expect(headers['x-forwarded-for']).toBe(expected);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(headers)).not.toMatch(/6\.6\.6\.6|evil|46532/);
    expect(nginx.accessLog()).toContain(`"address":"${expected}"`);
  });

  it.each(['6.6.6.6', 'x:1', '6.6.6.6:1 7.7.7.7', ''])(
    'takes no address from %j, which CloudFront never writes',
    async (header) => {
      const { headers } = await echo('/api/users', { headers: { 'cloudfront-viewer-address': header } });

      expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    },
  );

  it('believes nobody from outside the network', async () => {
    const settings = {
      signInOrigin: originOf(signIn),
      servicesOrigin: originOf(services),
      trustedProxies: '10.0.0.0/8',
    };
    const outside = await startNginx(settings, files);
    try {
      const answer = await fetch(`${outside.origin}/api/users`, {
        headers: { 'cloudfront-viewer-address': '6.6.6.6:1' },
      });

      expect(((await answer.json()) as Echo).headers['x-forwarded-for']).toBe('127.0.0.1');
    } finally {
      await outside.stop();
    }
  });

  it.each([
    ['/api/users', 'no-store'],
    ['/api/users?private', 'private, max-age=5'],
    ['/api/nowhere', 'no-store'],
    ['/api/openapi.json', 'no-cache'],
  ])('says once how %s may be kept: %s', async (path, expected) => {
    expect((await ask(path)).headers.get('cache-control')).toBe(expected);
  });

  it('hands on what an answer of the API is known by, and that it has not changed', async () => {
    const first = await ask('/api/users?tagged', { headers: { 'accept-encoding': 'gzip' } });
    const again = await ask('/api/users?tagged', {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': first.headers.get('etag') ?? '' },
    });

    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(first.headers.get('etag')).toBe('W/"same"');
    expect([again.status, await again.text(), again.headers.get('cache-control')]).toEqual([304, '', 'no-store']);
  });

  it('serves the description of the API', async () => {
    expect((await ask('/api/openapi.json')).headers.get('content-type')).toMatch('application/json');
    expect(await (await ask('/api/docs/')).text()).toContain('<title>API</title>');
    expect((await ask('/api/docs')).headers.get('location')).toBe('/api/docs/');
  });

  it.each(['/api', '/api/', '/api/unknown', '/api/usersx', '/api/auth', '/api/auth/', '/api/auth/a%20b'])(
    'answers %s with a problem document',
    async (path) => {
      const answer = await ask(path);

      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'not-found', status: 404 });
    },
  );

  it.each([
    ['/api/users', 600_000],
    ['/api/auth/login', 20_000],
  ])('refuses a body of %s with %i bytes', async (path, bytes) => {
    const answer = await ask(path, { method: 'POST', body: 'x'.repeat(bytes) });

    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body-too-large' });
  });

  it('tells services the name that people use, and API Gateway its own', async () => {
    const echo = async (path: string) => (await (await ask(path)).json()) as Echo;

    expect((await echo('/api/users')).headers['host']).toBe(new URL(nginx.origin).host);
    expect((await echo('/api/auth/login')).headers['host']).not.toBe(new URL(nginx.origin).host);
  });

  it('logs the path but neither query nor cookie', async () => {
    await ask('/api/users?secret=1', { headers: { cookie: '__Host-session=opaque' } });

    expect(nginx.accessLog()).toContain('"path":"/api/users"');
    expect(nginx.accessLog()).not.toMatch(/secret|opaque/);
  });

  describe('when the logic tier is down', () => {
    let lonely: RunningNginx;

    beforeAll(async () => {
      const gone = await startEcho('gone');
      const origin = originOf(gone);
      await close(gone);
      lonely = await startNginx({ signInOrigin: `${origin}/live`, servicesOrigin: origin }, files);
    });
    afterAll(async () => {
      await lonely.stop();
    });

    it.each(['/api/auth/login', '/api/users'])('answers %s with 503 and a problem document', async (path) => {
      const answer = await fetch(`${lonely.origin}${path}`, { method: 'POST', body: '{}' });

      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
      expect(Object.fromEntries(answer.headers)).toMatchObject({ ...securityHeaders, 'cache-control': 'no-store' });
      expect(await answer.json()).toMatchObject({ code: 'service-unavailable', status: 503 });
    });

    it('still shows the page', async () => {
      expect(await (await fetch(`${lonely.origin}/`)).text()).toBe(page);
    });
  });
});
