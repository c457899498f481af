import type * as z from 'zod';
import type { ProblemCode } from './problem.ts';
import type { RouteContract } from './route.ts';

interface Rule {
  readonly codes: readonly ProblemCode[];
  readonly appliesTo: (route: RouteContract) => boolean;
}

const hasSession = ({ caller }: RouteContract) => caller === 'session' || caller === 'admin';

/** The codes that follow from what a route is, so that no contract has to list them. */
const rules: readonly Rule[] = [
  {
    // Also without a body of its own: whoever sends one is held to the same limit; and nobody may ask for too much at once.
    codes: [
      'invalid-request',
      'request-timeout',
      'body-too-large',
      'uri-too-long',
      'headers-too-large',
      'too-many-requests',
    ],
    appliesTo: () => true,
  },
  { codes: ['internal-error', 'service-unavailable'], appliesTo: () => true },
  { codes: ['unsupported-media-type'], appliesTo: ({ body }) => body !== undefined },
  { codes: ['session-required', 'another-user', 'scope-missing'], appliesTo: hasSession },
  {
    codes: ['password-change-required'],
    appliesTo: (route) => hasSession(route) && route.allowedBeforePasswordChange !== true,
  },
  {
    codes: ['second-factor-required'],
    appliesTo: (route) => hasSession(route) && route.allowedBeforeSecondFactor !== true,
  },
  { codes: ['administrator-required'], appliesTo: ({ caller }) => caller === 'admin' },
  { codes: ['machine-token-invalid'], appliesTo: ({ caller }) => caller === 'machine' },
  { codes: ['directory-token-invalid'], appliesTo: ({ caller }) => caller === 'directory' },
  { codes: ['forbidden-origin'], appliesTo: () => true },
  // To a machine, one that does not exist is one whose token is wrong.
  { codes: ['not-found'], appliesTo: ({ params, caller }) => params !== undefined && caller !== 'machine' },
  {
    codes: ['idempotency-key-missing', 'idempotency-key-reused', 'idempotency-key-in-flight'],
    appliesTo: takesIdempotencyKey,
  },
];

/** Whether a route needs an Idempotency-Key. */
export function takesIdempotencyKey({ headers }: Pick<RouteContract, 'headers'>): boolean {
  return headers !== undefined && 'idempotency-key' in headers.shape;
}

/** Every code that a route can answer with: what follows from its properties, and what its contract adds. */
export function problemsOf(route: RouteContract): ReadonlySet<ProblemCode> {
  const derived = rules.filter(({ appliesTo }) => appliesTo(route)).flatMap(({ codes }) => codes);
  return new Set([...derived, ...(route.problems ?? [])]);
}

/** What is answered to requests that no route was found for. */
export const problemsWithoutRoute: ReadonlySet<ProblemCode> = new Set([
  'invalid-request',
  'forbidden-origin',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'body-too-large',
  'uri-too-long',
  'headers-too-large',
  'too-many-requests',
  'internal-error',
  'service-unavailable',
]);

type Own<T extends RouteContract> = T['problems'] extends readonly (infer C extends ProblemCode)[] ? C : never;
type OfParams<T extends RouteContract> = T extends {
  params: z.ZodObject;
  caller: 'public' | 'session' | 'admin' | 'directory';
}
  ? 'not-found'
  : never;
type OfKey<T extends RouteContract> = T extends { headers: z.ZodObject<{ 'idempotency-key': z.ZodType }> }
  ? 'idempotency-key-missing' | 'idempotency-key-reused' | 'idempotency-key-in-flight'
  : never;
type OfCaller<T extends RouteContract> = {
  public: never;
  session: 'session-required';
  admin: 'session-required';
  machine: 'machine-token-invalid';
  directory: 'directory-token-invalid';
}[T['caller']];

/** The codes of `problemsOf` that the part behind a route may raise itself; the others are the server's to raise. */
export type RouteProblem<T extends RouteContract> =
  'invalid-request' | 'too-many-requests' | 'service-unavailable' | Own<T> | OfParams<T> | OfKey<T> | OfCaller<T>;
