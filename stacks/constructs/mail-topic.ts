import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';

export interface MailTopicProps {
  readonly environment: Environment;
  readonly name: string;
  readonly keyArn: string;
  /** Addresses that are told; each confirms its subscription once. */
  readonly addresses: readonly string[];
  /** An AWS service that publishes to it for this account. @default only roles of the account that are allowed to */
  readonly publisher?: string;
}

/** An encrypted topic that tells people by e-mail. */
export class MailTopic extends Construct {
  constructor(scope: Construct, id: string, props: MailTopicProps) {
    super(scope, id);
    const { environment, publisher } = props;
    const topic = new SnsTopic(this, 'topic', {
      name: physicalName(environment, props.name),
      kmsMasterKeyId: props.keyArn,
    });
    props.addresses.forEach((endpoint, index) => {
      new SnsTopicSubscription(this, `mail-${index}`, { topicArn: topic.arn, protocol: 'email', endpoint });
    });
    if (publisher !== undefined) {
      new SnsTopicPolicy(this, 'policy', {
        arn: topic.arn,
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Publisher',
              Effect: 'Allow',
              Principal: { Service: publisher },
              Action: 'sns:Publish',
              Resource: topic.arn,
              Condition: { StringEquals: { 'aws:SourceAccount': environment.account } },
            },
          ],
        }),
      });
    }
  }
}
