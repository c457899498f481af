import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { Construct } from 'constructs';
import { topicArn } from '../names.ts';
import { noticePatterns } from '../product/notice-patterns.ts';
import type { FunctionVariables } from '../variables/functions.ts';
import { invokeByClock } from './appointment.ts';
import { MailSender } from './mail-sender.ts';
import { NodeFunction, type NodeFunctionProps } from './node-function.ts';
import type { PartRole } from './role.ts';
import { invokeForInserts } from './stream-trigger.ts';

type Shared = Pick<
  NodeFunctionProps<'send-notices'>,
  'environment' | 'permissions' | 'logKeyArn' | 'messagesKeyArn' | 'network'
>;

export interface NoticeFunctionProps extends Shared {
  readonly variables: FunctionVariables<'send-notices'>;
  /** Of what calls functions by the clock. */
  readonly scheduleRole: PartRole;
  /** The stream of the audit log. */
  readonly auditStreamArn: string;
}

/** What tells people by e-mail of what was stored about them, and hears from SES what became of it. */
export class NoticeFunction extends Construct {
  constructor(scope: Construct, id: string, { scheduleRole, auditStreamArn, ...shared }: NoticeFunctionProps) {
    super(scope, id);
    const { environment } = shared;
    const send = new NodeFunction(this, 'send-notices', {
      ...shared,
      part: 'send-notices',
      memoryMib: 512,
      timeoutSeconds: 60,
    });
    invokeForInserts(this, 'new-entries-of-people', send, auditStreamArn, noticePatterns);
    invokeByClock(this, 'send-every-minute', {
      environment,
      role: scheduleRole,
      invoked: send,
      part: 'send-notices',
      when: 'rate(1 minute)',
      description: 'Sends e-mails that are due, and finds what the stream of the audit log has lost',
    });
    if (environment.mail === undefined) return;
    new MailSender(this, 'sender', { environment, mail: environment.mail });
    this.#hearOfMails(send, topicArn(environment, 'mail-events'), environment.account);
  }

  #hearOfMails(send: NodeFunction, events: string, account: string): void {
    const permission = new LambdaPermission(this, 'send-notices-from-events', {
      statementId: 'mail-events',
      action: 'lambda:InvokeFunction',
      functionName: send.name,
      principal: 'sns.amazonaws.com',
      sourceArn: events,
      sourceAccount: account,
      dependsOn: [send.lambda],
    });
    new SnsTopicSubscription(this, 'events', {
      topicArn: events,
      protocol: 'lambda',
      endpoint: send.arn,
      dependsOn: [permission],
    });
  }
}
