import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Check, Finding } from './finding.ts';

const subject = 'Account';
const signIn = 'Sign in, e.g. with aws sso login, or set AWS_PROFILE.';

/** Whether there are credentials, and of the environment's account. */
export const account: Check = {
  subject,
  reads: ['sts:GetCallerIdentity'],
  find: async ({ clients, environment }) => {
    try {
      const { Account, Arn } = await clients.sts.send(new GetCallerIdentityCommand({}));
      return [judge(Account ?? '?', Arn ?? '?', environment)];
    } catch (error) {
      const reason = error instanceof Error ? error.name : String(error);
      if (reason === 'CredentialsProviderError') {
        return [{ subject, state: 'fault', found: 'There are no AWS credentials.', remedy: signIn }];
      }
      return [{ subject, state: 'fault', found: `AWS refuses the credentials: ${reason}.`, remedy: signIn }];
    }
  },
};

function judge(found: string, arn: string, { account: wanted, name }: { account: string; name: string }): Finding {
  if (found === wanted) return { subject, state: 'fine', found: `${found}, as ${arn}` };
  return {
    subject,
    state: 'fault',
    found: `Signed in to ${found}, but ${name} is ${wanted}.`,
    remedy: `Sign in to ${wanted}, or correct account in config/${name}.ts.`,
  };
}
