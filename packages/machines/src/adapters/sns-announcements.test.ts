import { SNSClient, type PublishCommandInput } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { provisioningRecordOf } from '../domain/provisioning-record.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { SnsAnnouncements } from './sns-announcements.ts';

const record = provisioningRecordOf(sampleRecord('ready'));

/** What SNS would be sent for a new machine. */
async function announced(changes: { user?: object; machine?: string } = {}): Promise<Partial<PublishCommandInput>> {
  const sent: PublishCommandInput[] = [];
  const client = new SNSClient({ region: 'eu-west-1' });
  client.middlewareStack.add(
    () => (args) => {
      sent.push(args.input as PublishCommandInput);
      return Promise.resolve({ output: { $metadata: {} }, response: {} });
    },
    { step: 'initialize', priority: 'high' },
  );
  const { user, instance } = record;
  await new SnsAnnouncements(client, 'arn:aws:sns:eu-west-1:000000000000:topic').announce({
    ...record,
    user: { ...user, ...changes.user },
    instance: { ...instance, name: changes.machine ?? instance.name },
  });
  return sent[0] ?? {};
}

it('tells who launched what, and for whom', async () => {
  const { Subject, Message } = await announced({ user: { name: 'Ada Lovelace', email: 'ada@example.org' } });

  expect(Subject).toBe(`CloudApp: machine created (${record.instance.blueprint.name})`);
  expect(Message).toContain('Ada Lovelace launched a machine.');
  expect(Message).toContain('For:        Ada Lovelace <ada@example.org>');
});

it('makes no link and no line of what people wrote', async () => {
  const { Message = '' } = await announced({
    user: { name: 'See www.evil.example\nBcc: all', email: 'https://evil.example' },
    machine: 'help@evil.example',
  });

  expect(Message).toContain('See www[.]evil[.]example Bcc: all launched a machine.');
  expect(Message).toContain('Machine:    help[at]evil[.]example');
  expect(Message).toContain('<https[:]/evil[.]example>');
  expect(Message).not.toMatch(/https?:|evil\.example/);
});
