import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SesMailer } from './ses-mailer.ts';

const mail = { subject: 'Grüße', text: 'Text', html: '<p>Text</p>' };

const mailerAt = (endpoint: string) =>
  new SesMailer(
    new SESv2Client({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      ...callSettings(patience.mail),
    }),
    { from: 'cloudapp@example.org', configurationSet: 'cloudapp-test-notices' },
  );

/** What answers in place of SES, and what it was sent. */
async function startSes(status: number, body: object, error?: string) {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      requests.push(JSON.parse(sent));
      response.writeHead(status, { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

describe('a mail by SES', () => {
  it('goes to one address, from ours, with both parts, what it is known by, and that no program should answer', async () => {
    const { url, requests } = await startSes(200, { MessageId: 'm-1' });

    const outcome = await mailerAt(url).send('ada@example.org', mail, 'evt_1_machine-ready_usr_1');

    expect(outcome).toEqual({ kind: 'taken', messageId: 'm-1' });
    expect(requests).toEqual([
      {
        FromEmailAddress: 'cloudapp@example.org',
        Destination: { ToAddresses: ['ada@example.org'] },
        ConfigurationSetName: 'cloudapp-test-notices',
        EmailTags: [{ Name: 'notice', Value: 'evt_1_machine-ready_usr_1' }],
        Content: {
          Simple: {
            Subject: { Data: 'Grüße', Charset: 'UTF-8' },
            Body: { Text: { Data: 'Text', Charset: 'UTF-8' }, Html: { Data: '<p>Text</p>', Charset: 'UTF-8' } },
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
      },
    ]);
  });

  it.each([
    ['of this mail alone', 400, 'MessageRejected', 'refused'],
    ['of a request that it does not understand', 400, 'BadRequestException', 'refused'],
    ['since there are too many', 429, 'TooManyRequestsException', 'unavailable'],
    ['since sending is paused', 400, 'SendingPausedException', 'unavailable'],
    ['since we may not', 403, 'AccessDeniedException', 'unavailable'],
    ['by a fault of its own, after which it may have taken the mail', 500, 'InternalFailure', 'unknown'],
    ['as being busy, likewise', 503, 'ServiceUnavailable', 'unknown'],
  ])('is asked for once where SES refuses it %s', async (_, status, error, kind) => {
    const { url, requests } = await startSes(status, { message: 'No' }, error);

    expect(await mailerAt(url).send('ada@example.org', mail, 'tag')).toMatchObject({ kind });
    expect(requests).toHaveLength(1);
  });

  it('was not taken where nobody listens', async () => {
    const { url } = await startSes(200, {});
    const closed = url.replace(/\d+$/, '1');

    expect(await mailerAt(closed).send('ada@example.org', mail, 'tag')).toEqual({
      kind: 'unavailable',
      reason: 'ECONNREFUSED',
    });
  });
});
