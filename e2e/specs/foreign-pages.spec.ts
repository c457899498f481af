import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getProfile } from '@cloudapp/contracts/session';
import type { Page } from '@playwright/test';
import { PREFIX } from '../../local/cloud/names.ts';
import { REGION } from '../../local/ministack/mini-stack.ts';
import { allPorts, attacks, type Attack } from '../fixtures/attacks.ts';
import { expect, test } from '../fixtures/test.ts';
import { namedProductUrl, productUrl } from '../setup/product-settings.ts';
import { reboundHost } from '../setup/browser.ts';

let elsewhere: Server;
let foreignOrigin: string;

test.beforeAll(async () => {
  elsewhere = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>Elsewhere</title><a href="${productUrl}/machines">Look at this</a>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  foreignOrigin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  elsewhere.closeAllConnections();
  elsewhere.close();
});

/** Sends each from the page that is open, and gives back the status of every answer that the page could read. */
async function attackFrom(page: Page, host: string, wanted: readonly Attack[]): Promise<readonly [string, number][]> {
  return await page.evaluate(
    async ([origin, list]) => {
      const readable: [string, number][] = [];
      for (const { name, port, path, method, headers, body } of list) {
        for (const mode of ['cors', 'no-cors'] as const) {
          if (mode === 'no-cors' && method === 'DELETE') continue;
          const init = { method, mode, headers: headers ?? {}, credentials: 'include' as const };
          const answer = await fetch(`${origin}:${port}${path}`, body === undefined ? init : { ...init, body }).catch(
            () => undefined,
          );
          if (answer !== undefined && answer.type !== 'opaque') readable.push([name, answer.status]);
        }
      }
      return readable;
    },
    [host, wanted] as const,
  );
}

test('a page of another origin reads nothing and changes nothing', async ({
  openAs,
  person,
  ready,
  cloud,
  context,
}) => {
  const marker = randomUUID();
  await openAs(person); // the browser has a session, and would send it along: another port is the same site
  const page = await context.newPage();
  await page.goto(foreignOrigin);

  expect(await attackFrom(page, 'http://127.0.0.1', attacks(marker))).toEqual([]);
  expect(await attackFrom(page, 'http://localhost', attacks(marker))).toEqual([]);

  await expectNothing(marker, ready, cloud);
  expect(await person.api.call(getProfile)).toMatchObject({ email: person.email });
});

test('a page whose name is made to lead here is answered by nobody', async ({ browser, ready, cloud }) => {
  const marker = randomUUID();
  const context = await browser.newContext({ bypassCSP: true }); // the page of before had no policy of ours
  const page = await context.newPage();

  for (const [, port] of allPorts) {
    const wanted = attacks(marker).filter((attack) => attack.port === port);
    // Whatever is answered there makes a document of that origin, as the page of before its name led here would be.
    await page.goto(`http://${reboundHost}:${port}/`);
    const answers = await attackFrom(page, `http://${reboundHost}`, wanted);

    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter(([, status]) => status !== 421 && status !== 403)).toEqual([]);
  }
  await context.close();
  await expectNothing(marker, ready, cloud);
});

test('a link from another site opens the page, which is there by name and by address', async ({ context }) => {
  const page = await context.newPage();
  await page.goto(foreignOrigin);

  await page.getByRole('link', { name: 'Look at this' }).click();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();

  await page.goto(namedProductUrl);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});

const refusals: [string, Record<string, string>, number, method?: string][] = [
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['the null origin', { origin: 'null' }, 403],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['another port of this computer', { 'sec-fetch-site': 'same-site' }, 403],
  ['a preflight', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, 403, 'OPTIONS'],
  ['a name that leads here', { host: 'evil.example' }, 421],
];

for (const [part, port] of allPorts) {
  test(`the port of ${part} refuses other sites and other names`, async () => {
    for (const [name, headers, status, method = 'GET'] of refusals) {
      for (const path of ['/', '/api/session', '/health/ready', '/_ministack/health', '/_cloudapp/faults']) {
        const answer = await ask(Number(port), method, path, headers);
        const cors = Object.keys(answer.headers).filter((header) => header.startsWith('access-control-'));

        expect([name, path, [status, 403].includes(answer.statusCode ?? 0), cors]).toEqual([name, path, true, []]);
      }
    }
  });
}

async function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    asked.once('error', reject).end();
  });
}

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];

async function expectNothing(marker: string, ready: Fixtures['ready'], cloud: Fixtures['cloud']): Promise<void> {
  const { emulatorUrl, ec2Url, rootKey } = ready;
  const tables = new DynamoDBClient({ endpoint: emulatorUrl, region: REGION, credentials: rootKey });
  const planted = new GetItemCommand({ TableName: `${PREFIX}-sessions`, Key: { tokenHash: { S: marker } } });
  const faults = await (await fetch(`${ec2Url}/_cloudapp/faults`)).text();

  expect((await tables.send(planted)).Item).toBeUndefined();
  expect(faults).not.toContain(marker);
  expect(JSON.stringify(await cloud.messages('admin-logins'))).not.toContain(marker);
  tables.destroy();
}
