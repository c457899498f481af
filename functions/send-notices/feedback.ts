import { normalEmail } from '@cloudapp/contracts/email';
import * as z from 'zod';

/** The tag of SES by which a mail names its notice. */
export const noticeTag = 'notice';

const recipients = z.array(z.object({ emailAddress: z.string() }));

/**
 * What SES tells of mails, as far as it matters here.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const feedbackSchema = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).optional() }),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }).optional(),
  complaint: z.object({ complainedRecipients: recipients }).optional(),
});

const deliverySchema = z.object({
  Records: z.array(z.object({ EventSource: z.literal('aws:sns'), Sns: z.object({ Message: z.string() }) })),
});

/** A notice that SES has taken, or an address that is to get no more mail. */
export type Feedback =
  | { readonly kind: 'taken'; readonly noticeId: string; readonly messageId: string }
  | { readonly kind: 'trouble'; readonly email: string; readonly trouble: 'bounced' | 'complained' };

export function isFeedback(event: unknown): boolean {
  return deliverySchema.safeParse(event).success;
}

/** What SNS has brought of SES. Whatever SES tells of a mail, it has taken it. */
export function feedbackIn(event: unknown): Feedback[] {
  return deliverySchema.parse(event).Records.flatMap(({ Sns }) => {
    const told = feedbackSchema.parse(JSON.parse(Sns.Message));
    const { messageId, tags } = told.mail;
    const taken = (tags?.[noticeTag] ?? []).map((noticeId) => ({ kind: 'taken', noticeId, messageId }) as const);
    return [...taken, ...troubleIn(told)];
  });
}

/** A bounce that passes, such as a full mailbox, is none: SES itself tries again. */
function troubleIn({ bounce, complaint }: z.output<typeof feedbackSchema>): Feedback[] {
  const bounced = bounce?.bounceType === 'Permanent' ? bounce.bouncedRecipients : [];
  return [
    ...bounced.map(({ emailAddress }) => ({ trouble: 'bounced', email: emailAddress }) as const),
    ...(complaint?.complainedRecipients ?? []).map(
      ({ emailAddress }) => ({ trouble: 'complained', email: emailAddress }) as const,
    ),
  ].map(({ trouble, email }) => ({ kind: 'trouble', trouble, email: normalEmail(email) }));
}
