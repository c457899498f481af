import { Sesv2ConfigurationSetEventDestination } from '@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination/index.js';
import { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set/index.js';
import { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { mailIdentity, physicalName, topicArn } from '../names.ts';

export interface MailSenderProps {
  readonly environment: Environment;
  readonly mail: NonNullable<Environment['mail']>;
}

/** The address that e-mails come from, and what tells of each whether it was taken, came back or was called unwanted. */
export class MailSender extends Construct {
  constructor(scope: Construct, id: string, { environment, mail }: MailSenderProps) {
    super(scope, id);
    const set = new Sesv2ConfigurationSet(this, 'configuration-set', {
      configurationSetName: physicalName(environment, 'notices'),
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    new Sesv2EmailIdentity(this, 'identity', {
      emailIdentity: mailIdentity(mail),
      configurationSetName: set.configurationSetName,
    });
    new Sesv2ConfigurationSetEventDestination(this, 'events', {
      configurationSetName: set.configurationSetName,
      eventDestinationName: 'send-notices',
      eventDestination: {
        enabled: true,
        matchingEventTypes: ['SEND', 'BOUNCE', 'COMPLAINT'],
        snsDestination: { topicArn: topicArn(environment, 'mail-events') },
      },
    });
  }
}
