import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSafe } from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { connectionFault } from './connection-fault.ts';
import type { ReachableAddresses } from './reachable-addresses.ts';

/** The bytes that an address gave, or why it gave none, in words for whoever typed it. */
export type ReadFromInternet = { readonly bytes: Uint8Array } | { readonly fault: string };

export interface ReadLimits {
  /** Of what an address gives, also once it is unpacked. */
  readonly mostBytes: number;
  /** From looking the name up to the last byte, redirects included. */
  readonly milliseconds: number;
}

/** What an address gave that cannot be taken. */
class RefusedAnswerError extends Error {}

const mostRedirects = 3;
const unpack = promisify(gunzip);

/**
 * Reads what an address that somebody typed gives, and trusts none of it: each address on the way must be on the internet, when the
 * connection is made; time and size have one bound for all of it.
 */
export class InternetReader {
  readonly #reachable: ReachableAddresses;
  readonly #limits: ReadLimits;

  constructor(reachable: ReachableAddresses, limits: ReadLimits) {
    this.#reachable = reachable;
    this.#limits = limits;
  }

  /** Never rejects. @param accept kinds of content, as the header `Accept` has them */
  async read(address: string, accept: string): Promise<ReadFromInternet> {
    const signal = AbortSignal.timeout(this.#limits.milliseconds);
    try {
      return { bytes: await this.#follow(new URL(address), accept, signal) };
    } catch (error) {
      if (error instanceof RefusedAnswerError) return { fault: error.message };
      return { fault: connectionFault(signal.aborted ? signal.reason : error, this.#limits.milliseconds / 1000) };
    }
  }

  async #follow(first: URL, accept: string, signal: AbortSignal): Promise<Buffer> {
    let url = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await this.#ask(url, accept, signal);
      const next = redirectOf(answer, url);
      if (next === undefined) return await this.#contentOf(answer);
      answer.destroy();
      url = next;
    }
    throw new RefusedAnswerError(`It leads elsewhere more than ${mostRedirects} times`);
  }

  async #ask(url: URL, accept: string, signal: AbortSignal): Promise<IncomingMessage> {
    this.#reachable.refuseUnreachable(url.hostname);
    const request = url.protocol === 'https:' ? requestSafe : requestPlain;
    return await new Promise((resolve, reject) => {
      request(url, {
        headers: { Accept: accept, 'Accept-Encoding': 'identity', 'User-Agent': 'CloudApp', Connection: 'close' },
        // A connection of its own: one that is kept may lead to what was checked for another.
        agent: false,
        lookup: this.#reachable.lookup,
        signal,
        maxHeaderSize: 16_384,
      })
        .once('response', resolve)
        .on('error', reject)
        .end();
    });
  }

  async #contentOf(answer: IncomingMessage): Promise<Buffer> {
    const { statusCode = 0, headers } = answer;
    try {
      if (statusCode !== 200) throw new RefusedAnswerError(`It answers with status ${statusCode}`);
      const packing = headers['content-encoding'] ?? 'identity';
      if (packing !== 'identity' && packing !== 'gzip') throw new RefusedAnswerError('It is packed in an unknown way');
      const bytes = await this.#bytesOf(answer);
      return packing === 'gzip' ? await this.#unpacked(bytes) : bytes;
    } finally {
      answer.destroy();
    }
  }

  async #bytesOf(answer: IncomingMessage): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > this.#limits.mostBytes) throw this.#tooLarge();
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async #unpacked(bytes: Buffer): Promise<Buffer> {
    try {
      return await unpack(bytes, { maxOutputLength: this.#limits.mostBytes });
    } catch (error) {
      const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      throw isTooLarge ? this.#tooLarge() : new RefusedAnswerError('It cannot be unpacked');
    }
  }

  #tooLarge(): RefusedAnswerError {
    return new RefusedAnswerError(`It has more than ${Math.floor(this.#limits.mostBytes / 1024)} KB`);
  }
}

/** Where an answer leads; nothing where it is the content. No redirect leaves TLS. */
function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const { location = '' } = headers;
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (next === undefined || !['https:', from.protocol].includes(next.protocol)) {
    throw new RefusedAnswerError('It leads to what is no https address');
  }
  return next;
}
