import {
  apiPrefix,
  routePath,
  usualAnswerSeconds,
  type RouteAnswer,
  type RouteContract,
  type RouteInput,
} from '@cloudapp/contracts/route';
import { takesIdempotencyKey } from '@cloudapp/contracts/route-problems';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { failureOf, problemIn } from './problem-failure.ts';

/** What a request needs besides what its contract says. */
interface Extra {
  /** Made once for what is to happen once, and sent again with each repeat. */
  readonly idempotencyKey?: string;
}

/** Beyond what the API gives itself for an answer: the way there and back. */
const marginSeconds = 6;
/** A request that may be made again is made so often at most, with these pauses in between. */
const pausesMilliseconds: readonly number[] = [500, 1500, 4000];
/** No longer is waited because an answer asks to: whoever waits longer should know. */
const longestPauseSeconds = 20;
const version = '0.1.0';

type Sent = { readonly response: Response } | { readonly lost: unknown };

/**
 * Asks the API what its contracts describe. Every request has an end; what can be asked again without a second effect is asked again, a
 * few times; every answer is held against its contract.
 */
export class ApiClient {
  readonly origin: string;
  readonly #token: string | undefined;
  readonly #surroundings: Surroundings;

  constructor(origin: string, token: string | undefined, surroundings: Surroundings) {
    this.origin = origin;
    this.#token = token;
    this.#surroundings = surroundings;
  }

  /** @throws Failure with a sentence that says what went wrong */
  async call<T extends RouteContract>(contract: T, input: RouteInput<T>, extra: Extra = {}): Promise<RouteAnswer<T>> {
    const sent = await this.#sendPatiently(contract, input, extra);
    if ('lost' in sent) throw this.#unreachable(sent.lost);
    const { response } = sent;
    if (!response.ok) throw failureOf(response.status, await problemIn(response), this.origin);
    if (contract.response === null) return undefined as RouteAnswer<T>;
    const read = contract.response.safeParse(await bodyOf(response));
    if (read.success) return read.data as RouteAnswer<T>;
    throw new Failure('failed', `${this.origin} gave an answer that this version of cloudapp cannot read.`, {
      cause: read.error,
    });
  }

  async #sendPatiently(contract: RouteContract, input: object, extra: Extra): Promise<Sent> {
    const pauses = isRepeatable(contract) ? pausesMilliseconds : [];
    for (const pause of pauses) {
      const sent = await this.#send(contract, input, extra);
      const wait = waitAfter(sent, pause);
      if (wait === undefined) return sent;
      await this.#surroundings.pause(wait);
      this.#surroundings.interrupted.throwIfAborted();
    }
    return await this.#send(contract, input, extra);
  }

  async #send(contract: RouteContract, input: object, { idempotencyKey }: Extra): Promise<Sent> {
    const { params, query, body } = input as { params?: Record<string, string>; query?: object; body?: unknown };
    const { fetch, deadline, interrupted, platform } = this.#surroundings;
    const seconds = (contract.answerSeconds ?? usualAnswerSeconds) + marginSeconds;
    try {
      const response = await fetch(`${this.origin}${apiPrefix}${routePath(contract, params, { ...query })}`, {
        method: contract.method,
        headers: {
          Accept: 'application/json',
          'User-Agent': `cloudapp/${version} (${platform})`,
          ...(this.#token === undefined ? { Origin: this.origin } : { Authorization: `Bearer ${this.#token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A token goes where it was made for and nowhere else.
        redirect: 'error',
        signal: AbortSignal.any([interrupted, deadline(seconds * 1000)]),
      });
      return { response };
    } catch (error) {
      interrupted.throwIfAborted();
      return { lost: error };
    }
  }

  #unreachable(cause: unknown): Failure {
    const { message } = cause instanceof Error && cause.cause instanceof Error ? cause.cause : (cause as Error);
    return new Failure('unreachable', `${this.origin} cannot be reached (${message}).`, { cause });
  }
}

/** Whether a second request does nothing that the first has not done. */
function isRepeatable(contract: RouteContract): boolean {
  return contract.method === 'GET' || takesIdempotencyKey(contract);
}

/** How long to wait before a request is made again; undefined where its answer stands. */
function waitAfter(sent: Sent, pause: number): number | undefined {
  if ('lost' in sent) return pause;
  const { status, headers } = sent.response;
  if (status !== 429 && status !== 502 && status !== 503 && status !== 504) return undefined;
  const seconds = Number(headers.get('retry-after') ?? 0);
  return seconds > longestPauseSeconds ? undefined : Math.max(pause, (Number.isFinite(seconds) ? seconds : 0) * 1000);
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
