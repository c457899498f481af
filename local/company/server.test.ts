import { request as httpRequest } from 'node:http';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { CompanySignIn } from '@cloudapp/accounts/adapters/company-sign-in';
import { wordsOf } from '@cloudapp/accounts/domain/company-words';
import { serveCompany } from './server.ts';
import { people } from './people.ts';
import { PersonAtBrowser } from './testing/person-at-browser.ts';

const origin = 'http://localhost:8080';
const client = { clientId: 'cloudapp', clientSecret: 'a secret', origins: [origin, 'http://127.0.0.1:8080'] };
const words = wordsOf('of this test');

beforeEach(() => {
  // Of versions of Node, and of state that is kept in memory, as it should be here.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

async function givenCompany() {
  const { issuer, close } = await serveCompany(0, client);
  onTestFinished(close);
  const signIn = new CompanySignIn(origin);
  const company = { issuer, clientId: client.clientId, scopes: 'groups' };
  const browser = new PersonAtBrowser(issuer);
  const authorizeAt = async (isAgain = false) => await signIn.authorizeAt(company, words, isAgain);
  const choose = async (fields: Record<string, string>) => {
    const { url } = await browser.open(await authorizeAt());
    return (await browser.send(url, fields)).url;
  };
  const complete = async (address: string) => {
    const { code = '', iss: cameFrom = '', state = '' } = Object.fromEntries(new URL(address).searchParams);
    return await signIn.complete(company, client.clientSecret, { code, issuer: cameFrom, state }, words, []);
  };
  return { issuer, browser, authorizeAt, choose, complete };
}

test.each(people)('$name is told of in the ID token with groups and whether the e-mail is verified', async (person) => {
  const { choose, complete } = await givenCompany();

  const { claims } = await complete(await choose({ person: person.id }));

  expect(claims).toMatchObject({
    sub: person.id,
    name: person.name,
    email: person.email,
    email_verified: person.isEmailVerified,
    groups: person.groups,
  });
});

test('whoever is signed in there is sent back at once, and is asked when they are to prove it again', async () => {
  const { browser, authorizeAt, choose } = await givenCompany();
  await choose({ person: 'ada' });

  const atOnce = await browser.open(await authorizeAt());
  const again = await browser.open(await authorizeAt(true));

  expect(atOnce.url).toContain(`${origin}/sign-in/company?code=`);
  expect(again.page).toContain('Who are you?');
});

test('whoever cancels is sent back with an error that says so', async () => {
  const { choose } = await givenCompany();

  expect(new URL(await choose({ cancel: 'yes' })).searchParams.get('error')).toBe('access_denied');
});

test('nobody is somebody who is not in the directory', async () => {
  const { choose } = await givenCompany();

  expect(await choose({ person: 'mallory' })).not.toContain('code=');
});

test('groups that are changed are told of at the next sign-in', async () => {
  const { issuer, browser, choose, complete } = await givenCompany();

  await browser.send(`${issuer}/people/grace`, { group: 'platform' });
  const { claims } = await complete(await choose({ person: 'grace' }));

  expect(claims['groups']).toEqual(['platform']);
});

test('a group that the company does not have is given to nobody', async () => {
  const { issuer, browser, choose, complete } = await givenCompany();

  await browser.send(`${issuer}/people/grace`, { group: 'everything' });
  const { claims } = await complete(await choose({ person: 'grace' }));

  expect(claims['groups']).toEqual([]);
});

test.each([
  ['plain', { code_challenge_method: 'plain' }],
  ['without', { code_challenge: undefined, code_challenge_method: undefined }],
])('a sign-in with a challenge %s is refused', async (_, changed) => {
  const { browser, authorizeAt } = await givenCompany();
  const address = new URL(await authorizeAt());
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }

  const { url } = await browser.open(address.href);

  expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
});

test('nobody is sent to an address that is not the product’s', async () => {
  const { browser, authorizeAt } = await givenCompany();
  const address = new URL(await authorizeAt());
  address.searchParams.set('redirect_uri', 'http://localhost:9/sign-in/company');

  const { status, page } = await browser.open(address.href);

  expect(status).toBe(400);
  expect(page).toContain('This did not work');
});

test('who signs out is asked, sent back to the product, and has to say again who they are', async () => {
  const { issuer, browser, authorizeAt, choose, complete } = await givenCompany();
  const { signOutAt = '' } = await complete(await choose({ person: 'ada' }));

  const asked = await browser.open(signOutAt);
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.page) ?? [];
  const gone = await browser.send(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  const again = await browser.open(await authorizeAt());

  expect(asked.page).toContain('Sign out of Acme?');
  expect(gone.url).toBe(`${origin}/sign-in?signed-out`);
  expect(again.page).toContain('Who are you?');
});

test.each([
  ['http://127.0.0.1:8080/sign-in?signed-out', 200],
  ['http://localhost:9/sign-in?signed-out', 400],
])('signing out with the way back %s is answered by %i', async (back, status) => {
  const { issuer, browser } = await givenCompany();
  const query = new URLSearchParams({ client_id: client.clientId, post_logout_redirect_uri: back });

  expect(await browser.open(`${issuer}/session/end?${query.toString()}`)).toMatchObject({ status });
});

test('whoever is not signed in there is sent on by a script that the page may run', async () => {
  const { issuer } = await givenCompany();

  const answer = await fetch(`${issuer}/session/end`);

  expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^;]+;/);
  expect(await answer.text()).toContain('document.forms[0].submit()');
});

test('a page of the company’s own runs no script, and lies in no frame', async () => {
  const { issuer } = await givenCompany();

  const policy = (await fetch(issuer)).headers.get('content-security-policy');

  expect(policy).toMatch(/default-src 'none'; script-src;.*frame-ancestors 'none'/);
});

test('a sign-in that nobody began is a page that says so', async () => {
  const { issuer, browser } = await givenCompany();

  const { status, page } = await browser.open(`${issuer}/interaction/none`);

  expect(status).toBe(400);
  expect(page).toContain('Begin again in CloudApp');
});

test.each([
  ['a form of another site', { origin: 'http://evil.example' }, 403],
  ['another name for this computer', { host: 'rebound.example' }, 421],
])('%s changes nobody’s groups', async (_, headers, status) => {
  const { issuer } = await givenCompany();

  expect(await statusOf(`${issuer}/people/grace`, headers)).toBe(status);
});

/** `fetch` lets nobody say another host. */
async function statusOf(address: string, headers: Record<string, string>): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    httpRequest(address, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end('group=platform');
  });
}
