import { request as requestPlain } from 'node:http';
import { request as requestSafe } from 'node:https';
import { connectionFault } from '@cloudapp/service-kit/internet/connection-fault';
import type { ReachableAddresses } from '@cloudapp/service-kit/internet/reachable-addresses';
import type { Posted, Poster } from './poster.ts';

/** From looking the name up to the first line of the answer. */
const answerMilliseconds = 5000;

/** Posts to where an administrator said. It follows no redirect, and of an answer it reads the status and no more. */
export class HttpPoster implements Poster {
  readonly #reachable: ReachableAddresses;
  readonly #milliseconds: number;

  constructor(reachable: ReachableAddresses, milliseconds = answerMilliseconds) {
    this.#reachable = reachable;
    this.#milliseconds = milliseconds;
  }

  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted> {
    try {
      const url = new URL(address);
      this.#reachable.refuseUnreachable(url.hostname);
      const status = await this.#send(url, headers, body);
      if (status >= 200 && status < 300) return { status };
      const isRedirect = status >= 300 && status < 400;
      return { status, fault: isRedirect ? 'It leads elsewhere, which is not followed' : 'It did not take it' };
    } catch (error) {
      return { fault: connectionFault(error, answerMilliseconds / 1000) };
    }
  }

  async #send(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    const request = url.protocol === 'https:' ? requestSafe : requestPlain;
    return await new Promise((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' },
        // A connection of its own: one that is kept may lead to what was checked for another.
        agent: false,
        lookup: this.#reachable.lookup,
        signal: AbortSignal.timeout(this.#milliseconds),
        maxHeaderSize: 16_384,
      });
      sent.once('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
