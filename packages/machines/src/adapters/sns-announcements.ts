import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Announcements } from '../application/ports.ts';
import { recordKey, type ProvisioningRecord } from '../domain/provisioning-record.ts';

/** SNS takes subjects of at most 100 printable ASCII characters. */
const subjectLength = 100;

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
  return `CloudApp: ${what} (${instance.blueprint.name})`.replaceAll(/[^ -~]/g, '?').slice(0, subjectLength);
}

function messageOf(record: ProvisioningRecord): string {
  const { instance, user, outcome, failure } = record;
  return [
    outcome === 'created' ? `${user.name} launched a machine.` : `${user.name} could not launch a machine.`,
    ...(failure ? [failure.message] : []),
    '',
    `Machine:    ${instance.name}`,
    `Id:         ${instance.id}`,
    ...(instance.ec2InstanceId === undefined ? [] : [`EC2:        ${instance.ec2InstanceId}`]),
    `Blueprint:  ${instance.blueprint.name} (${instance.blueprint.id}, version ${instance.blueprint.version})`,
    `Size:       ${instance.size.id} (${instance.size.instanceType}), $${instance.size.pricePerHour} an hour`,
    `For:        ${user.name} <${user.email}>`,
    `Asked for:  ${instance.requestedAt}`,
    `Record:     ${recordKey(record)}`,
  ].join('\n');
}
