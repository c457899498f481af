import { SendEmailCommand, SESv2ServiceException, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail.ts';
import type { Mailer, Outcome } from './mailer.ts';
import { noticeTag } from './feedback.ts';

interface Sender {
  readonly from: string;
  readonly configurationSet: string;
}

/** What SES says of one mail alone; whatever else it refuses, it would refuse of every mail. */
const ofThisMail = new Set(['MessageRejected', 'BadRequestException']);

/** Connections that were never made: nothing was sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Sends by SES. It knows no token by which it would tell a repeated request, so that the client must not repeat any by itself
 * (`patience.mail`), and an answer that did not come leaves open whether the mail was taken.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export class SesMailer implements Mailer {
  readonly #client: SESv2Client;
  readonly #sender: Sender;

  constructor(client: SESv2Client, sender: Sender) {
    this.#client = client;
    this.#sender = sender;
  }

  async send(to: string, { subject, text, html }: Mail, tag: string): Promise<Outcome> {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const command = new SendEmailCommand({
      FromEmailAddress: this.#sender.from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: this.#sender.configurationSet,
      EmailTags: [{ Name: noticeTag, Value: tag }],
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          // Programs that answer for people who are away answer no mail that says so (RFC 3834).
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    });
    try {
      const { MessageId } = await this.#client.send(command);
      return { kind: 'taken', messageId: MessageId ?? '' };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof SESv2ServiceException) {
    const { name, $metadata } = error;
    // A fault of the server's may come after it has taken the mail.
    if (($metadata.httpStatusCode ?? 500) >= 500) return { kind: 'unknown', reason: name };
    return { kind: ofThisMail.has(name) ? 'refused' : 'unavailable', reason: name };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (unconnected.has(code)) return { kind: 'unavailable', reason: code };
  return { kind: 'unknown', reason: code || (error instanceof Error ? error.name : 'unknown') };
}
