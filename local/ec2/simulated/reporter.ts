import { setTimeout as sleep } from 'node:timers/promises';
import type { BootEvent } from '@cloudapp/contracts/boot-event';
import * as z from 'zod';

/** An event without its place in the order, which the reporter adds. */
export type Report = BootEvent extends infer Event
  ? Event extends BootEvent
    ? Omit<Event, 'boot' | 'sequence'>
    : never
  : never;

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 10_000;
const TIMEOUT_MILLISECONDS = 10_000;
const LONGEST_WAIT_MILLISECONDS = 120_000;
/** The same answers mean the same to the agent (microservices/provision-instance/machine/events.py). */
const REFUSALS = [401, 410];
/** Final only as a problem document of CloudApp: a firewall on the way answers 403 too. */
const REFUSALS_IN_OUR_WORDS = [403, 404];
const WORTH_RETRYING = [...REFUSALS_IN_OUR_WORDS, 408, 409, 425, 429];
const problemSchema = z.object({ type: z.string().startsWith('urn:cloudapp:problem:') });

/** Sends boot-events in order with the machine's own token and, as the agent does, tries until each one is taken;
 * a machine that is not wanted any more stops at once. */
export class Reporter {
  readonly #url: string;
  readonly #token: string;
  readonly #boot: number;
  readonly #signal: AbortSignal;
  #sequence = 0;

  constructor(url: string, token: string, boot: number, signal: AbortSignal) {
    this.#url = url;
    this.#token = token;
    this.#boot = boot;
    this.#signal = signal;
  }

  async send(report: Report): Promise<void> {
    const body = JSON.stringify({ boot: this.#boot, sequence: ++this.#sequence, ...report });
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS)) {
      const answer = await this.#post(body);
      if (answer.isTaken) return;
      await sleep(Math.max(pause, answer.waitMilliseconds), undefined, { signal: this.#signal });
    }
  }

  async #post(body: string): Promise<{ isTaken: boolean; waitMilliseconds: number }> {
    let response: Response;
    let isRefusal: boolean;
    try {
      response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
        body,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
      });
      isRefusal = await isRefused(response);
    } catch {
      this.#signal.throwIfAborted();
      return { isTaken: false, waitMilliseconds: 0 };
    }
    if (isRefusal) throw new Error(`ending: the server answered ${response.status}`);
    const waitSeconds = Number(response.headers.get('retry-after') ?? 0);
    const isTaken = response.status < 500 && !WORTH_RETRYING.includes(response.status);
    return { isTaken, waitMilliseconds: Math.min(waitSeconds * 1000 || 0, LONGEST_WAIT_MILLISECONDS) };
  }
}

async function isRefused(response: Response): Promise<boolean> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (!isProblem || !REFUSALS_IN_OUR_WORDS.includes(response.status)) {
    await response.body?.cancel();
    return REFUSALS.includes(response.status);
  }
  return problemSchema.safeParse(await response.json()).success;
}
