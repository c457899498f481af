import type { MadeAccessToken } from '@cloudapp/contracts/access-token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleUser } from './testing/samples.ts';
import { startTestApi, type Answer, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, testNow, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer();
  api.answers('GET /me', [200, sampleUser]);
  api.answers('POST /tokens/end', [204]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const file = '.config/cloudapp/login.json';
const typed = (token: string) => ({ readInput: () => Promise.resolve(token) });
const byToken = (token: string) => computer.run(['login', api.url, '--with-token'], typed(token));

describe('login', () => {
  const codes = { userCode: 'BCDF-GHJK', deviceCode: 'd'.repeat(43) };
  const inTenMinutes = new Date(testNow.getTime() + 600_000).toISOString();
  const token: MadeAccessToken['token'] = {
    id: `tok_${'1'.repeat(26)}`,
    name: 'cloudapp on desk',
    scopes: ['read', 'machines'],
    createdAt: testNow.toISOString(),
    expiresAt: inTenMinutes,
  };
  const approved: Answer = [200, { state: 'approved', token, secret: 'cloudapp_new' }];
  const asked = (...answers: Answer[]) => {
    api.answers('POST /tokens/requests', [201, { ...codes, expiresAt: inTenMinutes, pollSeconds: 2 }]);
    api.answers('POST /tokens/requests/collection', ...answers);
  };

  it('shows a code, opens the browser where it is to be compared, and keeps the token', async () => {
    asked([200, { state: 'waiting' }], approved);

    const ended = await computer.run(['login', api.url]);

    const address = `${api.url}/approve?code=BCDF-GHJK`;
    expect(ended).toMatchObject({ code: 0, output: expect.stringContaining('as Paula Person') as string });
    expect(ended.errors).toBe(`Compare this code with the one in your browser: BCDF-GHJK\n${address}\n`);
    expect(computer.programs).toEqual([['xdg-open', address]]);
    expect(computer.pauses).toEqual([2000, 2000]);
    expect(JSON.parse(await computer.read(file))).toEqual({ url: api.url, token: 'cloudapp_new' });
    expect(ended.output + ended.errors).not.toContain('cloudapp_new');
    expect(ended.output + ended.errors).not.toContain(codes.deviceCode);
  });

  it('asks for what it needs, as the origin that it asks, and without an old token', async () => {
    asked(approved);
    await computer.run(['login', api.url, '--days', '7', '--admin', '--no-browser'], signedInAt(api.url));

    expect(api.asked[0]).toMatchObject({
      body: { name: 'cloudapp on desk', scopes: ['read', 'machines', 'admin'], days: 7 },
      headers: { origin: api.url },
    });
    expect(api.asked[0]?.headers.authorization).toBeUndefined();
    expect(computer.programs).toEqual([]);
  });

  it.each<[string, Answer, number, RegExp]>([
    ['is refused', [200, { state: 'refused' }], 5, /^It was refused in the browser\.$/m],
    ['has ended', 'not-found', 1, /^Nobody approved it in time, or the answer was lost/m],
    ['is wrong in itself', 'internal-error', 1, /^Something went wrong on our side\.$/m],
  ])('that %s keeps nothing', async (_, answer, code, sentence) => {
    asked(answer);

    const ended = await computer.run(['login', api.url]);

    expect(ended.code).toBe(code);
    expect(ended.errors).toMatch(sentence);
    expect(api.askedAt('POST /tokens/requests/collection')).toHaveLength(1);
    await expect(computer.read(file)).rejects.toThrow('ENOENT');
  });

  it('goes on where an answer is missing', async () => {
    asked('lost', 'service-unavailable', approved);

    expect((await computer.run(['login', api.url])).code).toBe(0);

    expect(api.askedAt('POST /tokens/requests/collection')).toHaveLength(3);
  });

  it('ends by itself when nobody answers', async () => {
    asked([200, { state: 'waiting' }]);
    let time = testNow.getTime();
    const pause = (milliseconds: number) => {
      time += milliseconds;
      return Promise.resolve();
    };

    const ended = await computer.run(['login', api.url], { pause, now: () => new Date(time) });

    expect(ended).toMatchObject({ code: 1, errors: expect.stringContaining('Nobody approved it in time') as string });
    expect(api.askedAt('POST /tokens/requests/collection')).toHaveLength(300);
  });

  it('ends with Ctrl-C', async () => {
    asked([200, { state: 'waiting' }]);
    const interruption = new AbortController();
    const pause = () => {
      interruption.abort(new Error('interrupted'));
      return Promise.resolve();
    };

    const ended = await computer.run(['login', api.url], { interrupted: interruption.signal, pause });

    expect(ended.code).toBe(130);
  });
});

describe('who is signed in', () => {
  it('is kept in a file that nobody else can read', async () => {
    const signedIn = await byToken(' cloudapp_abc\n');

    expect(signedIn).toMatchObject({ code: 0, output: expect.stringContaining('as Paula Person') as string });
    expect(signedIn.output).not.toContain('cloudapp_abc');
    expect(await computer.modeOf(file)).toBe('600');
    expect((await computer.run(['whoami'])).output).toContain('Paula Person <paula@example.org>');
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Bearer cloudapp_abc'));
  });

  it('is signed out on the server first, and stays where that fails', async () => {
    await byToken('cloudapp_abc');
    api.answers('POST /tokens/end', 'lost');
    expect((await computer.run(['logout'])).code).toBe(6);
    expect(await computer.read(file)).toContain('cloudapp_abc');

    api.answers('POST /tokens/end', [204]);
    expect((await computer.run(['logout'])).code).toBe(0);
    expect(api.asked.at(-1)?.body).toEqual({ secret: 'cloudapp_abc' });
    expect((await computer.run(['whoami'])).code).toBe(3);
    expect((await computer.run(['logout'])).code).toBe(0);
  });

  it('is not saved where the token does not hold', async () => {
    api.answers('GET /me', 'session-required');

    expect((await byToken('x')).code).toBe(3);

    await expect(computer.read(file)).rejects.toThrow('ENOENT');
  });

  it('goes by the variables first, and a saved token to no other address', async () => {
    await byToken('saved');
    const { environment } = signedInAt('http://127.0.0.1:1');

    const elsewhere = await computer.run(['whoami'], { environment: { ...environment, CLOUDAPP_TOKEN: undefined } });
    await computer.run(['whoami'], signedInAt(api.url));

    expect(elsewhere).toMatchObject({ code: 3, errors: 'You are not signed in: cloudapp login http://127.0.0.1:1\n' });
    expect(api.asked.at(-1)?.headers.authorization).toBe('Bearer cloudapp_secret');
  });

  it.each(['http://cloudapp.example.org', 'ftp://cloudapp.example.org', 'https://me:secret@cloudapp.example.org', ':'])(
    'cannot be at %s',
    async (url) => {
      expect((await computer.run(['login', url, '--with-token'], typed('token'))).code).toBe(2);
    },
  );
});
