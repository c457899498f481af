import type { CustomFetchOptions } from 'openid-client';

/** Answers of companies: a list of keys has some kilobytes. */
const mostBytes = 256 * 1024;

/** Thrown when an answer is longer than any that is meant. */
export class AnswerTooLongError extends Error {
  constructor() {
    super(`The answer has more than ${mostBytes} bytes`);
    this.name = 'AnswerTooLongError';
  }
}

/**
 * Fetches as it is asked to, and reads no more than 256 KiB of the answer.
 * @throws AnswerTooLongError
 */
export async function boundedFetch(
  address: string,
  { body: sent = null, ...init }: CustomFetchOptions,
): Promise<Response> {
  const answer = await fetch(address, { ...init, body: sent });
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = answer.body ?? [];
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new AnswerTooLongError();
    chunks.push(chunk);
  }
  const { status, statusText, headers } = answer;
  return new Response(length > 0 ? Buffer.concat(chunks) : null, { status, statusText, headers });
}
