import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { mailboxText, mailSubject, mailText } from '@cloudapp/contracts/mail-text';
import { withoutInvisible } from '@cloudapp/contracts/name';
import { roleSchema } from '@cloudapp/contracts/user';
import { isIP } from 'node:net';
import * as z from 'zod';

/** What the state machine hands over. */
export const signedInSchema = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string(), role: roleSchema }),
  sessionId: z.string(),
  signedInAt: z.iso.datetime(),
  address: z.string(),
  userAgent: z.string().default(''),
});

export type SignedIn = z.output<typeof signedInSchema>;

function addressText(address: string): string {
  return isIP(address) === 0 ? mailText(address) : address;
}

/**
 * The message that administrators get. Lambda may deliver an event twice: both messages are then equal, and `sessionId`
 * tells their receivers so.
 */
export function signInMessage(event: SignedIn, publicOrigin: string): Omit<PublishCommandInput, 'TopicArn'> {
  const { user, sessionId, signedInAt, address, userAgent } = event;
  const attributes = {
    event: 'sign-in',
    userId: user.id,
    email: user.email,
    role: user.role,
    sessionId,
    signedInAt,
    address,
  };
  const person = user.role === 'admin' ? 'An administrator' : 'A user';
  return {
    Subject: mailSubject(`CloudApp: ${user.email} signed in`),
    Message: [
      `${person} signed in to CloudApp.`,
      '',
      `Who:   ${mailText(user.name)} <${mailboxText(user.email)}>`,
      `When:  ${signedInAt}`,
      `From:  ${addressText(address)}`,
      `With:  ${mailText(userAgent) || 'unknown'}`,
      '',
      `If this should not have happened, disable the user: ${publicOrigin}/admin/users`,
    ].join('\n'),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .map(([name, value]) => [name, withoutInvisible(value)] as const)
        .filter(([, value]) => value !== '')
        .map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  };
}
