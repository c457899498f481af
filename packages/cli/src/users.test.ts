import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleUser } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;
const other = { ...sampleUser, id: `usr_${'2'.repeat(26)}`, email: 'paula@example.organic' };

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
  api.answers('GET /users', [200, { items: [other, sampleUser] }]);
  api.answers(`GET /users/${sampleUser.id}`, [200, sampleUser]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

describe('users', () => {
  it('are listed and made by administrators', async () => {
    api.answers('GET /users', [200, { items: [sampleUser] }]);
    const made = { user: sampleUser, oneTimePassword: 'one two three', validUntil: '2026-12-03T12:00:00.000Z' };
    api.answers('POST /users', [201, made]);

    expect((await computer.run(['users', 'ls', '--search', 'paula'])).output).toContain('paula@example.org');
    const added = await computer.run(['users', 'add', 'paula@example.org', 'Paula Person', '--quota', '5']);

    expect(added.output).toContain('one two three');
    expect(api.asked.map(({ path, body }) => [path, body])).toEqual([
      ['/users?limit=100&search=paula', undefined],
      ['/users', { email: 'paula@example.org', name: 'Paula Person', quota: 5 }],
    ]);
  });

  it('are nobody else’s business', async () => {
    api.answers('GET /users', 'scope-missing');

    expect(await computer.run(['users', 'ls'])).toMatchObject({
      code: 5,
      errors: 'This token is not for that: sign in again with what you need, such as cloudapp login --admin.\n',
    });
  });

  it('are shown by e-mail, in whatever case, and by id', async () => {
    for (const named of ['Paula@Example.org', sampleUser.id]) {
      const { output } = await computer.run(['users', 'show', named]);

      expect(output).toMatch(/^Name +Paula Person\nE-mail +paula@example\.org$/m);
      expect(output).toMatch(/^Last sign-in +never$/m);
    }
    expect(api.askedAt('GET /users').map(({ path }) => path)).toEqual(['/users?limit=100&search=paula%40example.org']);
  });

  it.each<[string, number, RegExp]>([
    ['nobody@example.org', 4, /^There is no user nobody@example\.org; cloudapp users ls lists all\.$/],
    ['paula', 2, /^“paula” is neither an e-mail address nor a user's id\.$/],
  ])('%s is nobody', async (named, code, sentence) => {
    const ended = await computer.run(['users', 'show', named]);

    expect([ended.code, ended.output]).toEqual([code, '']);
    expect(ended.errors.trimEnd()).toMatch(sentence);
  });

  it('are called otherwise and given fewer machines, each alone or together', async () => {
    api.answers(`PATCH /users/${sampleUser.id}`, [200, { ...sampleUser, name: 'Paula P' }]);

    await computer.run(['users', 'set', sampleUser.email, '--quota', '0']);
    const { output } = await computer.run(['users', 'set', sampleUser.id, '--name', 'Paula P', '--quota', '2']);

    expect(output).toMatch(/^Name +Paula P$/m);
    expect(api.askedAt(`PATCH /users/${sampleUser.id}`).map(({ body }) => body)).toEqual([
      { quota: 0 },
      { name: 'Paula P', quota: 2 },
    ]);
  });

  it('are left as they are where nothing is said, or nothing that fits', async () => {
    const nothing = await computer.run(['users', 'set', sampleUser.id]);
    const much = await computer.run(['users', 'set', sampleUser.id, '--quota', '101']);

    expect([nothing.code, nothing.errors]).toEqual([2, 'Say what is to change: --name NAME or --quota MACHINES.\n']);
    expect(much.code).toBe(2);
    expect(api.asked).toEqual([]);
  });

  it('are given more by a person alone, which is said', async () => {
    api.answers(`PATCH /users/${sampleUser.id}`, 'proof-required');

    expect(await computer.run(['users', 'set', sampleUser.id, '--quota', '9'])).toMatchObject({
      code: 5,
      errors: `Prove once more who you are: that takes your password, on ${api.url}.\n`,
    });
  });

  it('are let in again', async () => {
    api.answers(`PATCH /users/${sampleUser.id}`, [200, sampleUser]);

    expect((await computer.run(['users', 'enable', sampleUser.email])).output).toBe('Paula Person can sign in.\n');
    expect(api.asked.at(-1)?.body).toEqual({ status: 'active' });
  });
});
