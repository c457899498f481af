import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients.ts';
import { arn, names } from './names.ts';

const topics = ['admin-logins', 'admin-provisioning'] as const;
export const deadLetterQueues = [
  'notify-admin-dead-letters',
  'analyse-provisioning-dead-letters',
  'count-statistics-dead-letters',
  'reconcile-instances-dead-letters',
  'seal-audit-dead-letters',
  'sign-audit-dead-letters',
  'send-notices-dead-letters',
] as const;

/** The queue that keeps what a topic published: on AWS e-mail addresses subscribe, here it can be read. */
const inboxOf = (topic: (typeof topics)[number]): string => `${topic}-inbox`;

export async function makeTopicsAndQueues({ sns, sqs }: Pick<Clients, 'sns' | 'sqs'>): Promise<void> {
  await Promise.all(
    deadLetterQueues.map((queue) => sqs.send(new CreateQueueCommand({ QueueName: names.queue(queue) }))),
  );
  await Promise.all(
    topics.map(async (topic) => {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: names.topic(topic) }));
      const queue = inboxOf(topic);
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: names.queue(queue) }));
      const Policy = JSON.stringify(deliveryPolicy(arn.topic(topic), arn.queue(queue)));
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
      // Subscribing again what is subscribed changes nothing.
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn.queue(queue) }));
    }),
  );
}

/** Lets a topic deliver to a queue. */
export function deliveryPolicy(topicArn: string, queueArn: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  };
}
