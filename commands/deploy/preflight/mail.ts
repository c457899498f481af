import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import type { Environment } from '../../../config/environment.ts';
import { mailIdentity } from '../../../stacks/names.ts';
import type { Clients } from '../clients.ts';
import type { Check, Finding } from './finding.ts';

const subject = 'E-mails';
const guide = 'docs/how-to/send-e-mails.md';

/** Whether e-mails to people will arrive. Nothing of it keeps a deployment back: all else works without them. */
export const mail: Check = {
  subject,
  reads: ['ses:GetAccount', 'ses:GetEmailIdentity'],
  find: async ({ clients, environment }) => {
    const { mail: wanted, name } = environment;
    if (wanted === undefined) {
      return [{ subject, state: 'fine', found: `None are sent to people: config/${name}.ts has no mail.` }];
    }
    return await Promise.all([accountOf(clients), identityOf(clients, wanted)]);
  },
};

async function accountOf({ ses }: Clients): Promise<Finding> {
  const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await ses.send(new GetAccountCommand({}));
  const quota = `${SendQuota?.Max24HourSend ?? '?'} a day`;
  if (SendingEnabled === false) {
    const remedy = 'The SES console says why under Account dashboard; AWS Support can lift it.';
    return { subject, state: 'tight', found: 'AWS has paused the account’s sending by SES.', remedy };
  }
  if (ProductionAccessEnabled !== true) {
    const found = `SES is in its sandbox: ${quota}, and only to addresses that you have verified.`;
    return { subject, state: 'tight', found, remedy: `Ask to leave it; AWS takes a day. See ${guide}.` };
  }
  return { subject, state: 'fine', found: `SES is out of its sandbox: ${quota}.` };
}

async function identityOf({ ses }: Clients, wanted: NonNullable<Environment['mail']>): Promise<Finding> {
  const EmailIdentity = mailIdentity(wanted);
  const proof =
    wanted.proves === 'domain'
      ? `Put the CNAME records that the SES console shows under Identities into the DNS of ${EmailIdentity}.`
      : `Open the link that SES sends to ${EmailIdentity}.`;
  try {
    const { VerifiedForSendingStatus } = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
    if (VerifiedForSendingStatus === true) {
      return { subject, state: 'fine', found: `SES may send for ${EmailIdentity}.` };
    }
    return { subject, state: 'tight', found: `SES waits for proof that ${EmailIdentity} is yours.`, remedy: proof };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFoundException') throw error;
    const found = `SES does not know ${EmailIdentity} yet; the deployment makes it known.`;
    return { subject, state: 'tight', found, remedy: `Then: ${proof}` };
  }
}
