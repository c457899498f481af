import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { roleSchema } from '@cloudapp/contracts/user';
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

/** One line: what people typed can neither end a line nor reorder or hide text. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** SNS takes subjects in ASCII only, and a subject becomes a header of an e-mail. */
function subject(text: string): string {
  return oneLine(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, longestSubject);
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
      `Who:   ${oneLine(user.name)} <${oneLine(user.email)}>`,
      `When:  ${signedInAt}`,
      `From:  ${oneLine(address)}`,
      `With:  ${oneLine(userAgent) || 'unknown'}`,
      '',
      `If this should not have happened, disable the user: ${publicOrigin}/admin/users`,
    ].join('\n'),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .map(([name, value]) => [name, oneLine(value)] as const)
        .filter(([, value]) => value !== '')
        .map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  };
}
