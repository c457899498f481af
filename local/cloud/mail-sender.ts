import { CreateEmailIdentityCommand, GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { unlessThere } from '../../commands/unless-there.ts';
import { mailIdentity } from '../../stacks/names.ts';
import { environment } from './names.ts';

/** What SES may send for; here it asks for no proof. */
export async function makeMailSender(client: SESv2Client): Promise<void> {
  const { mail } = environment;
  if (mail === undefined) return;
  const EmailIdentity = mailIdentity(mail);
  await unlessThere(
    () => client.send(new GetEmailIdentityCommand({ EmailIdentity })),
    () => client.send(new CreateEmailIdentityCommand({ EmailIdentity })),
  );
}
