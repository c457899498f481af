import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMailSender } from '../cloud/mail-sender.ts';
import { REGION } from '../ministack/mini-stack.ts';
import { newRootKey } from '../ministack/root-key.ts';
import { startOwnEmulator } from '../ministack/testing/own-emulator.ts';
import { serveMailbox } from './mailbox.ts';
import { readMessages } from './messages.ts';

const rootKey = newRootKey();
let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let mailbox: Awaited<ReturnType<typeof serveMailbox>>;

beforeAll(async () => {
  emulator = await startOwnEmulator({ rootKey });
  await makeMailSender(ses());
  mailbox = await serveMailbox(0, () => readMessages(emulator.url, rootKey));
});
afterAll(async () => {
  await mailbox.close();
  await emulator.end();
});

const hostile = '<script>alert(1)</script>';

const ses = () => new SESv2Client({ region: REGION, endpoint: emulator.url, credentials: rootKey });

async function send(subject: string): Promise<string> {
  const { MessageId = '' } = await ses().send(
    new SendEmailCommand({
      FromEmailAddress: 'cloudapp@cloudapp.local',
      Destination: { ToAddresses: ['ada@example.org'] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: `Text ${hostile}` }, Html: { Data: `<p>HTML</p>${hostile}` } },
        },
      },
    }),
  );
  return MessageId;
}

const open = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, mailbox.url), { headers });

describe('the mailbox', () => {
  it('has every mail, the newest first, with its headers and its text', async () => {
    await send('The first');
    const id = await send(`The second ${hostile}`);

    const list = await (await open('/')).text();
    const message = await (await open(`/messages/${encodeURIComponent(id)}`)).text();

    expect(list.indexOf('The second')).toBeLessThan(list.indexOf('The first'));
    expect(list).not.toContain(hostile);
    for (const part of ['cloudapp@cloudapp.local', 'ada@example.org', id, 'Text &lt;script&gt;']) {
      expect(message).toContain(part);
    }
    expect(message).toContain('<iframe sandbox=""');
    expect(message).not.toContain(hostile);
  });

  it('shows the HTML of a mail where no script runs and nothing is fetched, in a frame of its own pages alone', async () => {
    const id = await send('A mail');

    const response = await open(`/messages/${encodeURIComponent(id)}/html`);

    expect(await response.text()).toContain('<p>HTML</p>');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toMatch(/^sandbox; default-src 'none'/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect((await open('/')).headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('knows no other mail, and opens to no other page', async () => {
    expect((await open('/messages/none')).status).toBe(404);
    expect((await open('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
    expect((await open('/', { origin: 'https://evil.example' })).status).toBe(403);
  });
});
