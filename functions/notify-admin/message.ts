import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { isEmail } from '@cloudapp/contracts/email';
import { mailText } from '@cloudapp/contracts/mail-text';
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

/** SNS refuses longer subjects. */
const longestSubject = 100;

/** SNS takes subjects in ASCII only, and a subject becomes a header of an e-mail. */
function subject(text: string): string {
  return withoutInvisible(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, longestSubject);
}

/** The address that administrators gave the person stays one; whatever else stands there is text. */
function mailboxText(email: string): string {
  return isEmail(email) ? email : mailText(email);
}

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
    Subject: subject(`CloudApp: ${user.email} signed in`),
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
