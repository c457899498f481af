import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { mailboxText, mailSubject, mailText } from '@cloudapp/contracts/mail-text';
import { withoutInvisible } from '@cloudapp/contracts/name';
import type { Announcements } from '../application/ports.ts';
import { recordKey, type ProvisioningRecord } from '../domain/provisioning-record.ts';

/**
 * Tells administrators of new machines. A crash between SNS's answer and our note of it makes the message come twice:
 * at least once is what SNS itself promises too. The attribute `instanceId` lets a receiver tell.
 */
export class SnsAnnouncements implements Announcements {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(client: SNSClient, topicArn: string) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  async announce(record: ProvisioningRecord): Promise<void> {
    await this.#client.send(
      new PublishCommand({
        TopicArn: this.#topicArn,
        Subject: subjectOf(record),
        Message: messageOf(record),
        MessageAttributes: {
          instanceId: { DataType: 'String', StringValue: record.instance.id },
          outcome: { DataType: 'String', StringValue: record.outcome },
        },
      }),
    );
  }
}

function subjectOf({ instance, outcome }: ProvisioningRecord): string {
  const what = outcome === 'created' ? 'machine created' : 'machine could not be created';
  return mailSubject(`CloudApp: ${what} (${instance.blueprint.name})`);
}

function messageOf(record: ProvisioningRecord): string {
  const { instance, user, outcome, failure } = record;
  const name = mailText(user.name);
  return [
    outcome === 'created' ? `${name} launched a machine.` : `${name} could not launch a machine.`,
    ...(failure ? [withoutInvisible(failure.message)] : []),
    '',
    `Machine:    ${mailText(instance.name)}`,
    `Id:         ${instance.id}`,
    ...(instance.ec2InstanceId === undefined ? [] : [`EC2:        ${instance.ec2InstanceId}`]),
    `Blueprint:  ${instance.blueprint.name} (${instance.blueprint.id}, version ${instance.blueprint.version})`,
    `Size:       ${instance.size.id} (${instance.size.instanceType}), $${instance.size.pricePerHour} an hour without disk and address`,
    `For:        ${name} <${mailboxText(user.email)}>`,
    `Asked for:  ${instance.requestedAt}`,
    `Record:     ${recordKey(record)}`,
  ].join('\n');
}
