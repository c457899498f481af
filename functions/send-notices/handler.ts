import { KMSClient } from '@aws-sdk/client-kms';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { OwnedSecrets } from '@cloudapp/accounts/adapters/owned-secrets';
import { AnswerRepository } from '@cloudapp/data/answer-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import { openDatabase } from '@cloudapp/data/database';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { NoticeRepository } from '@cloudapp/data/notice-repository';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { newToken } from '@cloudapp/data/token';
import { UserRepository } from '@cloudapp/data/user-repository';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from './environment.ts';
import { HttpPoster } from './http-poster.ts';
import { ReachableAddresses } from '@cloudapp/service-kit/internet/reachable-addresses';
import { sendNotices, type SendNoticesResult } from './send-notices.ts';
import { SesMailer } from './ses-mailer.ts';

/** Of the 60 s that a run has; what was begun may take two calls of SES and the tables. */
const takingSeconds = 40;

const environment = loadEnvironment(environmentSchema, process.env);
const log = createLogger('send-notices', environment.LOG_LEVEL);
const database = openDatabase(environment.TABLE_PREFIX, callSettings(patience.background));
const parts = {
  notices: new NoticeRepository(database),
  addresses: new MailAddressRepository(database),
  users: new UserRepository(database),
  audit: new AuditRepository(database),
  instances: new InstanceRepository(database),
  answers: new AnswerRepository(database),
  newToken,
  mailer: new SesMailer(new SESv2Client(callSettings(patience.mail)), {
    from: environment.MAIL_FROM,
    configurationSet: environment.MAIL_CONFIGURATION_SET,
  }),
  webhooks: {
    settings: new SettingRepository(database),
    deliveries: new DeliveryRepository(database),
    secrets: new OwnedSecrets(
      new KMSClient(callSettings(patience.background)),
      environment.SECRETS_KEY_ID,
      'webhookId',
    ),
    poster: new HttpPoster(new ReachableAddresses(environment.WEBHOOK_NETWORKS)),
  },
  sendsMails: environment.MAIL_FROM !== 'none',
  publicOrigin: environment.PUBLIC_ORIGIN,
  clock: awsClock.now,
  log,
};

/** Called by the stream of the log, by what SES tells, and every minute. */
export async function handler(event: unknown): Promise<SendNoticesResult> {
  const stopAt = new Date(awsClock.now().getTime() + takingSeconds * 1000);
  const result = await sendNotices(event, { ...parts, stopAt });
  log.info(result, 'sent');
  return result;
}
