import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { REGION } from '../ministack/mini-stack.ts';
import type { RootKey } from '../ministack/root-key.ts';

const path = '/_ministack/ses/messages';

const messageSchema = z
  .object({
    MessageId: z.string(),
    Source: z.string(),
    To: z.array(z.string()),
    Subject: z.string(),
    BodyText: z.string().nullish(),
    BodyHtml: z.string().nullish(),
    /** Seconds since 1970. */
    Timestamp: z.number(),
  })
  .transform(({ MessageId, Source, To, Subject, BodyText, BodyHtml, Timestamp }) => ({
    id: MessageId,
    from: Source,
    to: To,
    subject: Subject,
    text: BodyText ?? '',
    html: BodyHtml ?? '',
    at: new Date(Timestamp * 1000),
  }));

const answerSchema = z.object({ messages: z.record(z.string(), z.array(messageSchema)) });

/** A mail as the emulator's SES keeps it; it keeps no headers but these. */
export type Message = z.output<typeof messageSchema>;

/** Reads what the emulator's SES was sent, the newest first. */
export async function readMessages(emulatorUrl: string, credentials: RootKey): Promise<Message[]> {
  const { host, hostname, port } = new URL(emulatorUrl);
  const signer = new SignatureV4({ service: 'ses', region: REGION, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host },
  });
  const response = await fetch(new URL(path, emulatorUrl), { headers, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`The emulator answers ${response.status} when it is asked for e-mails`);
  const { messages } = answerSchema.parse(await response.json());
  return Object.values(messages)
    .flat()
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Node's own, as the signer wants it. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }

  reset(): void {
    throw new Error('Nobody asks for a hash twice');
  }

  async digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
