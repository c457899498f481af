import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, freePort, hasNginx, originOf, startEcho, startNginx, type RunningNginx } from './testing/nginx.ts';

const template = readFileSync(join(import.meta.dirname, 'templates/cloudapp.conf.template'), 'utf8');

describe.skipIf(!hasNginx())('what nginx counts a viewer under (skipped where it is not installed)', () => {
  let signIn: Server;
  let nginx: RunningNginx;
  let told: string;

  beforeAll(async () => {
    signIn = await startEcho('sign-in');
    const origins = { signInOrigin: `${originOf(signIn)}/live`, servicesOrigin: originOf(signIn) };
    const port = await freePort();
    told = `http://127.0.0.1:${port}`;
    // Maps are shared by all servers, so that one beside ours can tell what they come to.
    const teller = `server { listen 127.0.0.1:${port}; return 200 $viewer_network; }`;
    nginx = await startNginx(origins, { 'html/index.html': '', 'conf.d/teller.conf': teller });
  });
  afterAll(async () => {
    await nginx.stop();
    await close(signIn);
  });

  const from = (address: string) => ({ 'cloudfront-viewer-address': `${address}:46532` });
  const networkOf = async (address: string) => (await fetch(told, { headers: from(address) })).text();
  const signInFrom = async (address: string) => {
    const headers = { ...from(address), 'content-type': 'application/json' };
    return (await fetch(`${nginx.origin}/api/auth/login`, { method: 'POST', headers, body: '{"email":"a"}' })).status;
  };

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:0000:0000:0000:0009', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3::9', '2001:db8:1:2::/64'],
    ['2001:db8:1:0:3:4:5:6', '2001:db8:1:0::/64'],
    ['2001:db8:1::3:4:5', '2001:db8:1:0::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['2001:db8:0:2:3:4:5:6', '2001:db8:0:2::/64'],
    ['2001:db8::3:4:5:6', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:3::', '2001:db8:0:0::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['2001::2:3:4:5:6', '2001:0:0:2::/64'],
    ['2001::3:4:5:6', '2001:0:0:0::/64'],
    ['2001::9', '2001:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ])('is for %s %s', async (address, network) => {
    expect(await networkOf(address)).toBe(network);
  });

  it.each(['::ffff:192.0.2.7', '::ffff:c000:207', '0:0:0:0:0:ffff:c000:207'])(
    'is %s itself, one address of IPv4',
    async (address) => {
      expect(await networkOf(address)).toBe(address);
    },
  );

  it('is never nothing, which would not be counted', async () => {
    for (const odd of ['1::2:3:4:5:6:7', '1:2::3:4:5:6:7', '::2:3:4:5:6:7:8', ':::', '1', '1:2:3', '1::2::3', '....']) {
      expect([odd, await networkOf(odd)]).toEqual([odd, expect.stringMatching(/./)]);
    }
    expect(await (await fetch(told)).text()).toBe('127.0.0.1');
  });

  it('gives one network of IPv6 the sign-ins of one address, whatever addresses it comes from', async () => {
    // Seven at once are below what may be open at once, and use up what may come at once.
    const seven = Array.from({ length: 7 }, (_, n) => n + 1);
    const first = await Promise.all(seven.map((host) => signInFrom(`2001:db8:7:0:${host}:2:3:4`)));
    const second = await Promise.all(seven.map((host) => signInFrom(`2001:db8:7::${host}`)));

    expect(first).toEqual(seven.map(() => 200));
    expect(second).toContain(429);
    expect(await signInFrom('2001:db8:7:1::1')).toBe(200);
  });

  it('is what every limit counts by', () => {
    const zones = template.match(/limit_(req|conn)_zone \S+/g);

    expect(zones?.map((zone) => zone.split(' ')[1])).toEqual(Array.from({ length: 3 }, () => '$viewer_network'));
  });
});
