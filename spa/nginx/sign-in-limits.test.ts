import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, hasNginx, originOf, startEcho, startNginx, type RunningNginx } from './testing/nginx.ts';

describe.skipIf(!hasNginx())('nginx before sign-in (skipped where it is not installed)', () => {
  let signIn: Server;
  let nginx: RunningNginx;
  const ask = (path: string, init?: RequestInit) => fetch(`${nginx.origin}${path}`, init);

  beforeAll(async () => {
    signIn = await startEcho('sign-in');
    const origins = { signInOrigin: `${originOf(signIn)}/live`, servicesOrigin: originOf(signIn) };
    nginx = await startNginx(origins, { 'html/index.html': '' });
  });
  afterAll(async () => {
    await nginx.stop();
    await close(signIn);
  });

  it('gives one address its share of sign-ins and no more, others theirs, and says when to try again', async () => {
    const signInFrom = (address: string) =>
      ask('/api/auth/login', {
        method: 'POST',
        headers: { 'cloudfront-viewer-address': `${address}:1`, 'content-type': 'application/json' },
        body: '{"email":"a"}',
      });

    const flood = await Promise.all(Array.from({ length: 120 }, () => signInFrom('203.0.113.60')));
    const other = await signInFrom('203.0.113.61');

    const refused = flood.filter(({ status }) => status === 429);
    const [answer] = refused;
    expect(answer?.headers.get('retry-after')).toBe('1');
    expect(answer?.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer?.json()).toMatchObject({ code: 'too-many-requests' });
    expect(other.status).toBe(200);
  });

  it('refuses a sign-in without a body before anything behind is asked', async () => {
    const empty = await Promise.all(Array.from({ length: 60 }, () => ask('/api/auth/login', { method: 'POST' })));
    const real = await ask('/api/auth/login', { method: 'POST', body: '{}' });

    expect(new Set(empty.map(({ status }) => status))).toEqual(new Set([400]));
    expect(await empty[0]?.json()).toMatchObject({ code: 'invalid-request' });
    expect(empty[0]?.headers.get('retry-after')).toBeNull();
    expect(real.status).toBe(200);
  });
});
