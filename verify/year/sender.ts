import { AnswerRepository } from '@cloudapp/data/answer-repository';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { NoticeRepository } from '@cloudapp/data/notice-repository';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { sendNotices, type SendNoticesResult } from '../../functions/send-notices/send-notices.ts';
import { SesMailer } from '../../functions/send-notices/ses-mailer.ts';
import type { RunningProcess } from '../histories/running-process.ts';
import type { Ses } from './ses.ts';

/** As the function's handler has it. */
const takingMs = 40_000;
const noWebhook = () => Promise.reject(new Error('There are no webhooks'));

/** One run of `send-notices`: by the stream of the log, by what SES tells, or by its clock. */
export async function runSender(
  event: object,
  { process, database, ses, newToken }: SenderParts,
): Promise<SendNoticesResult> {
  const { clock } = process;
  return await sendNotices(event, {
    notices: new NoticeRepository(database),
    addresses: new MailAddressRepository(database),
    users: new UserRepository(database),
    audit: new AuditRepository(database),
    instances: new InstanceRepository(database),
    answers: new AnswerRepository(database),
    newToken,
    mailer: new SesMailer(ses.clientOf(process), { from: 'cloudapp@example.org', configurationSet: 'cloudapp' }),
    webhooks: {
      settings: new SettingRepository(database),
      deliveries: new DeliveryRepository(database),
      secrets: { open: noWebhook },
      poster: { post: noWebhook },
    },
    sendsMails: true,
    publicOrigin: 'https://cloudapp.example.org',
    clock,
    stopAt: new Date(clock().getTime() + takingMs),
    log: { error: () => undefined },
  });
}

export interface SenderParts {
  readonly process: RunningProcess;
  readonly database: Database;
  readonly ses: Ses;
  readonly newToken: () => string;
}
