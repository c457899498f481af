import type * as z from 'zod';
import type { ProblemCode } from './problem.ts';
import type { ServiceName } from './service.ts';

/** What the address of every route begins with. */
export const apiPrefix = '/api';

/**
 * The header by which a page says whom it shows: the id of a user. A session of somebody else is refused, since all tabs
 * of a browser share one cookie, and a tab that still shows one person must not act for another.
 */
export const shownUserHeader = 'cloudapp-user';

/** Which part of the logic tier answers a route. */
export type Answerer = 'sign-in' | ServiceName;

/**
 * Who may call a route: `public` anybody, `session` any signed-in user, `admin` a signed-in administrator,
 * `machine` a launched machine with its own token, `directory` a company's directory that provisions people (SCIM), with its own token.
 */
export type Caller = 'public' | 'session' | 'admin' | 'machine' | 'directory';

/** What a token may be used for; none follows from another. */
export const tokenScopes = ['read', 'machines', 'admin'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** One route of the API, described once: validation, types and the OpenAPI document all come from it. */
export interface RouteContract {
  /** Stable name, the OpenAPI `operationId`. */
  readonly name: string;
  readonly service: Answerer;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below `/api` with `:name` parameters. */
  readonly path: `/${string}`;
  readonly caller: Caller;
  /** What a token must be for to be taken in place of a session. @default none is taken */
  readonly scope?: TokenScope;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /**
   * What browsers by themselves send, perhaps without an `Origin`; no page may send it to another origin, since nobody here
   * allows that (CORS); or what directories send. @default application/json
   */
  readonly mediaType?: 'application/reports+json' | 'application/scim+json';
  /** The success status and the schema of its body; `null` for an answer without body. */
  readonly status: 200 | 201 | 202 | 204;
  readonly response: z.ZodType | null;
  /** What an answer that is sent in parts (`sentInParts`) may be; its handler says which it is. */
  readonly partTypes?: readonly string[];
  /** Problem codes beyond those that follow from what the route is (see `problemsOf`). */
  readonly problems?: readonly ProblemCode[];
  /** Whether a user who still has to change a password set by an administrator may call it. */
  readonly allowedBeforePasswordChange?: boolean;
  /** Whether a user who has to set up a second factor, and has let the days for it pass, may call it. */
  readonly allowedBeforeSecondFactor?: boolean;
  /** How long it may be worked on, in seconds, before the caller is told to come again. @default usualAnswerSeconds */
  readonly answerSeconds?: number;
  /** Largest accepted body in bytes. Default 65,536. */
  readonly maxBodyBytes?: number;
}

/** How long a request may be worked on, in seconds, where its contract says nothing: whoever waits longer should rather come again. */
export const usualAnswerSeconds = 4;
/** Of what does the same for many, one after another: below the 35 s after which nginx gives up. */
export const manyAnswerSeconds = 30;

/** What bodies of a directory's routes are (RFC 7644 §8.1); its requests may also say that they are plain JSON. */
export const scimMediaType = 'application/scim+json';

/** The media types that a body may have. */
export function mediaTypesOf({ caller, mediaType }: Pick<RouteContract, 'caller' | 'mediaType'>): readonly string[] {
  if (caller === 'directory') return [scimMediaType, 'application/json'];
  return [mediaType ?? 'application/json'];
}

/** Keeps a route's literal types. */
export function defineRoute<const T extends RouteContract>(route: T): T {
  return route;
}

/**
 * Whether a route's answers carry a tag (ETag), by which whoever has one can ask whether it is still the same (If-None-Match) and gets
 * 304 without a body if so. What only reads has it.
 */
export function isRevalidated({
  method,
  response,
  partTypes,
}: Pick<RouteContract, 'method' | 'response' | 'partTypes'>): boolean {
  return method === 'GET' && response !== null && partTypes === undefined;
}

type Output<T> = T extends z.ZodType ? z.output<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;

export type RouteParams<T extends RouteContract> = Output<T['params']>;
export type RouteQuery<T extends RouteContract> = Output<T['query']>;
export type RouteHeaders<T extends RouteContract> = Output<T['headers']>;
export type RouteBody<T extends RouteContract> = Output<T['body']>;
export type RouteBodyInput<T extends RouteContract> = Input<T['body']>;
export type RouteQueryInput<T extends RouteContract> = Input<T['query']>;
export type RouteResponse<T extends RouteContract> = Output<T['response']>;

type WithoutUndefined<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a caller of a route sends, from its contract; a part that the contract lacks cannot be given. */
export type RouteInput<T extends RouteContract> = WithoutUndefined<{
  params: RouteParams<T>;
  body: RouteBodyInput<T>;
}> & {
  query?: Partial<RouteQueryInput<T>> | undefined;
};

/** What a caller of a route gets for it; `undefined` where there is no body. */
export type RouteAnswer<T extends RouteContract> = [RouteResponse<T>] extends [undefined]
  ? undefined
  : RouteResponse<T>;

/** The path of a route below `/api`, with its parameters and its query filled in. */
export function routePath(
  { path }: Pick<RouteContract, 'path'>,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      search.set(key, `${value}`);
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
