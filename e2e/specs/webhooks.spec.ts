import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUser, updateUser } from '@cloudapp/contracts/user';
import { webhookRoutes } from '@cloudapp/contracts/webhook';
import { Webhook } from 'standardwebhooks';
import { expect, test } from '../fixtures/test.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program that is told, and refuses as often as it is to. */
async function startReceiver(refusals = 0) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(received.length > refusals ? 204 : 503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { received, server, address: `http://127.0.0.1:${port}/hook` };
}

test('a program is told at once, signed, and again when an administrator asks for it', async ({
  page,
  makePerson,
  admin,
  openAs,
  expectAccessible,
}) => {
  const { received, server, address } = await startReceiver(1);
  const administrator = await makePerson({ role: 'admin' });
  await openAs(administrator, '/admin/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Add webhook' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Pager of the night');
  await form.getByRole('textbox', { name: 'Address' }).fill(address);
  await form.getByRole('checkbox', { name: 'Account was disabled' }).check();
  await expectAccessible();
  await form.getByRole('button', { name: 'Add webhook' }).click();
  const made = page.getByRole('dialog', { name: 'The webhook is added' });
  const secret = await made.getByRole('group', { name: 'Secret' }).getByRole('code').innerText();
  await made.getByRole('button', { name: 'Copy secret' }).click();
  await expect(made.getByRole('button', { name: 'Copied' })).toBeVisible();
  await made.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Deliveries of Pager of the night' }).click();
  const deliveries = page.getByRole('dialog', { name: 'Deliveries of Pager of the night' });
  await deliveries.getByRole('button', { name: 'Send a test' }).click();
  const item = deliveries.getByRole('listitem').filter({ hasText: 'Test' });
  await expect(item).toContainText('Answered 503: It did not take it', { timeout: 30_000 });
  await expectAccessible();
  await item.getByRole('button', { name: 'Send again: Test' }).click();
  await expect(item).toContainText('Answered 204', { timeout: 90_000 });

  const { user } = await admin.call(createUser, {
    body: { email: `zuse-${randomUUID()}@example.org`, name: '<!channel> Zuse', role: 'user', quota: 1 },
  });
  await admin.call(updateUser, { params: { id: user.id }, body: { status: 'disabled' } });
  await expect(deliveries.getByRole('listitem').filter({ hasText: 'Account was disabled' })).toContainText('Sent', {
    timeout: 30_000,
  });

  const library = new Webhook(secret);
  const told = received.map(({ headers, body }) => library.verify(body, headers as Record<string, string>));
  expect(told).toMatchObject([
    { type: 'test' },
    { type: 'test' },
    { type: 'account-disabled', data: { person: { id: user.id, name: '<!channel> Zuse' } } },
  ]);
  expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id']);

  const { items } = await admin.call(webhookRoutes.listWebhooks);
  const { id = '' } = items.find((one) => one.address === address) ?? {};
  await administrator.api.call(webhookRoutes.removeWebhook, { params: { id } });
  await page.reload();
  await expect(page.getByText('Pager of the night')).toBeHidden();
  server.close();
});
