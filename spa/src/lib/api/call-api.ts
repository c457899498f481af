import type { Problem } from '@cloudapp/contracts/problem';
import {
  apiPrefix,
  shownUserHeader,
  type RouteBodyInput,
  type RouteParams,
  type RouteQueryInput,
  type RouteResponse,
} from '@cloudapp/contracts/route';
import { noteServerDate } from '../server-clock.ts';
import { ApiError, hasCode } from './api-error.ts';
import { endpoints, type RouteName, type Routes } from './endpoints.ts';
import { knownAnswer, rememberAnswer } from './known-answers.ts';
import { freshProof, newSession, type Question } from './question.ts';
import { getShownUser } from './shown-user.ts';

/** Longer than anything may take that changes something: the load balancer gives up after 60 s, a launch answers in under 5. */
const changeMilliseconds = 20_000;
/** Longer than somebody looks at a page that does not come. */
const lookMilliseconds = 10_000;

type WithoutUndefined<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a route takes, from its contract; a part that the contract lacks cannot be given. */
export type CallInput<N extends RouteName> = WithoutUndefined<{
  params: RouteParams<Routes[N]>;
  body: RouteBodyInput<Routes[N]>;
}> & {
  query?: Partial<RouteQueryInput<Routes[N]>> | undefined;
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Whether the request goes on when the page is left; for short ones (Fetch allows them 64 KiB together). */
  keepalive?: boolean | undefined;
  /** How long an answer may take, of a look that takes longer than others. */
  patienceMs?: number | undefined;
};

type AnswerOf<N extends RouteName> = null extends RouteResponse<Routes[N]> ? undefined : RouteResponse<Routes[N]>;
export type Answer<N extends RouteName> = AnswerOf<N>;

interface LooseInput {
  params?: Record<string, string>;
  body?: unknown;
  query?: Record<string, unknown>;
  idempotencyKey?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
  patienceMs?: number;
}

/**
 * Calls a route of the API; rejects with an `ApiError` and nothing else, unless the caller aborted. Where the API wants to know once
 * more who this is, or the session of the person whom the page shows has ended, that person is asked in place, and the call goes on.
 */
export async function callApi<N extends RouteName>(name: N, input: CallInput<N>): Promise<Answer<N>> {
  try {
    return await callOnce(name, input);
  } catch (error) {
    if (!(await questionFor(name, error)?.obtain())) throw error;
    return await callOnce(name, input);
  }
}

function questionFor(name: RouteName, error: unknown): Question | undefined {
  if (hasCode(error, 'proof-required')) return freshProof;
  const isGoing = name === 'endSession';
  return hasCode(error, 'session-required') && !isGoing && getShownUser() !== undefined ? newSession : undefined;
}

async function callOnce<N extends RouteName>(name: N, input: CallInput<N>): Promise<Answer<N>> {
  const loose = input as LooseInput;
  const [method, path] = endpoints[name];
  const address = addressOf(path, loose);
  const body = loose.body === undefined ? null : JSON.stringify(loose.body);
  if (method === 'GET') return (await look(address, loose)) as Answer<N>;
  const response = await send(
    address,
    { method, headers: headersOf(loose), body, keepalive: loose.keepalive ?? false },
    loose.signal,
  );
  if (!response.ok) throw await errorOf(response);
  return (response.status === 204 ? undefined : await readJson(response)) as Answer<N>;
}

/** What is at an address; the very object that was there before, as long as nothing has changed, so that nothing is drawn anew. */
async function look(address: URL, input: LooseInput): Promise<unknown> {
  const shownUser = getShownUser();
  const known = knownAnswer(address.href);
  const headers = { ...headersOf(input), ...(known && { 'if-none-match': known.tag }) };
  const response = await send(address, { method: 'GET', headers }, input.signal, input.patienceMs ?? lookMilliseconds);
  if (response.status === 304 && known) return known.answer;
  if (!response.ok) throw await errorOf(response);
  const answer = await readJson(response);
  const tag = response.headers.get('etag');
  if (tag !== null && getShownUser() === shownUser) rememberAnswer(address.href, tag, answer);
  return answer;
}

function addressOf(path: string, { params, query }: LooseInput): URL {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const address = new URL(`${apiPrefix}${filled}`, window.location.origin);
  for (const [key, value] of Object.entries(query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      address.searchParams.set(key, `${value}`);
    }
  }
  return address;
}

function headersOf({ body, idempotencyKey }: LooseInput): Record<string, string> {
  const shownUser = getShownUser();
  return {
    accept: 'application/json',
    ...(shownUser !== undefined && { [shownUserHeader]: shownUser }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

async function send(
  address: URL,
  init: RequestInit,
  signal: AbortSignal | undefined,
  patienceMs = changeMilliseconds,
): Promise<Response> {
  const timeout = AbortSignal.timeout(patienceMs);
  try {
    const sentAt = Date.now();
    const response = await fetch(address, {
      ...init,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    noteServerDate(response.headers.get('date'), sentAt, Date.now());
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    if (timeout.aborted) {
      throw new ApiError('timeout', 'CloudApp took too long to answer', { cause: error });
    }
    throw new ApiError('offline', 'CloudApp cannot be reached', {
      cause: error,
      detail: 'Check your connection, then try again.',
    });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiError('unexpected-answer', 'CloudApp gave an answer that this page cannot read', {
      status: response.status,
      cause: error,
    });
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(retryAfterSeconds) ? retryAfterSeconds : undefined;
  if (response.headers.get('content-type')?.includes('json')) {
    const body = await readJson(response);
    if (isProblem(body)) return ApiError.ofProblem(body, retryAfter);
  }
  // A load balancer or gateway answered in place of the service.
  const code = response.status >= 500 ? 'service-unavailable' : 'unexpected-answer';
  return new ApiError(code, 'CloudApp is not available at the moment', {
    status: response.status,
    retryAfterSeconds: retryAfter,
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}
