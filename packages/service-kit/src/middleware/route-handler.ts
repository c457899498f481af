import type { FieldError } from '@cloudapp/contracts/problem';
import { isRevalidated, mediaTypesOf, scimMediaType, type RouteContract } from '@cloudapp/contracts/route';
import { sentInParts } from '@cloudapp/contracts/sent-in-parts';
import { takesIdempotencyKey } from '@cloudapp/contracts/route-problems';
import type { Middleware, ParameterizedContext } from 'koa';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { readBearerToken } from '../bearer-token.ts';
import { defaultMaxBodyBytes, readJsonBody } from '../body.ts';
import { entityTag, isNamedIn } from '../entity-tag.ts';
import { ProblemError } from '../problem-error.ts';
import type { Route, RouteRequest } from '../route.ts';
import { fieldErrors } from '../validation.ts';
import type { RequestState } from './state.ts';

/** A request of whatever types its contract gives it. */
type Received = {
  readonly [Name in keyof RouteRequest]: Name extends 'params' | 'query' | 'headers' | 'body' | 'actor'
    ? unknown
    : RouteRequest[Name];
};
type Parts = z.output<typeof sentInParts>;
type RouteContext = ParameterizedContext<RequestState>;

/** Validates what came, calls the handler, and validates what goes. */
export function routeHandler(route: Route): Middleware<RequestState> {
  return async (context) => {
    const request = await readRequest(route, context);
    const result = await context.state.work(() => route.handle(request));
    answer(route, context, result);
  };
}

async function readRequest({ contract }: Route, context: RouteContext): Promise<RouteRequest> {
  const actor = readActor(contract.caller, context);
  const errors: FieldError[] = [];
  const params = check(contract.params, context.state.params, '/params', errors);
  const query = contract.query && check(contract.query, context.query, '/query', errors);
  const headers = check(contract.headers, context.headers, '/headers', errors);
  const limit = contract.maxBodyBytes ?? defaultMaxBodyBytes;
  const rawBody = contract.body && (await readJsonBody(context.req, limit, mediaTypesOf(contract)));
  const body = check(contract.body, rawBody, '', errors);
  refuseMissingIdempotencyKey(contract, context);
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors });
  const { requestId, clientAddress, receivedAt: now, logger } = context.state;
  const setHeader = (name: string, value: string) => {
    context.append(name, value);
  };
  // Field by field, since spreading costs as much as all else here. `check` has just made sure of the types that the contract gives.
  const request: Received = {
    params,
    query,
    headers,
    body,
    actor,
    requestId,
    clientAddress,
    now,
    logger,
    setHeader,
    problem,
  };
  return request as RouteRequest;
}

const problem: RouteRequest['problem'] = (...problemArguments) => new ProblemError(...problemArguments);

/** Collects the errors of all parts of a request, so that a caller hears of them at once. */
function check(schema: z.ZodType | undefined, value: unknown, base: string, errors: FieldError[]): unknown {
  const result = schema?.safeParse(value);
  if (result?.success === false) errors.push(...fieldErrors(result.error, base));
  return result?.data;
}

function readActor(caller: Route['contract']['caller'], context: RouteContext) {
  switch (caller) {
    case 'public':
      return undefined;
    case 'session':
    case 'admin':
      return context.state.session;
    case 'directory':
      return { kind: 'directory' };
    case 'machine': {
      const token = readBearerToken(context.get('authorization'));
      if (token === undefined) throw new ProblemError('machine-token-invalid');
      return { token };
    }
  }
}

function refuseMissingIdempotencyKey(contract: RouteContract, context: RouteContext): void {
  if (takesIdempotencyKey(contract) && context.get('idempotency-key') === '') {
    throw new ProblemError('idempotency-key-missing');
  }
}

function answer({ contract }: Route, context: RouteContext, result: unknown): void {
  context.status = contract.status;
  if (contract.response === null) {
    context.body = null;
    context.status = contract.status;
    return;
  }
  const checked = contract.response.safeParse(result);
  if (!checked.success) throw new Error(`The answer of ${contract.name} breaks its contract`, { cause: checked.error });
  if (contract.partTypes) {
    sendParts(contract.partTypes, context, sentInParts.parse(result));
    return;
  }
  const text = JSON.stringify(checked.data);
  const isOfDirectory = contract.caller === 'directory';
  const tag = isOfDirectory ? versionIn(checked.data) : undefined;
  if (isRevalidated(contract) && isKnown(context, tag ?? entityTag(text))) return;
  if (tag !== undefined) context.set('ETag', tag);
  // Koa guesses the type of a body that comes without one.
  context.set('Content-Type', isOfDirectory ? scimMediaType : 'application/json; charset=utf-8');
  context.body = text;
}

/** Koa asks for as much as the connection takes, and ends the parts with it. */
function sendParts(types: readonly string[], context: RouteContext, { mediaType, fileName, parts }: Parts): void {
  if (!types.includes(mediaType)) throw new Error(`The contract has no answer of the type ${mediaType}`);
  context.set('Content-Type', `${mediaType}; charset=utf-8`);
  context.set('Content-Disposition', `attachment; filename="${fileName}"`);
  // nginx would keep it in files, as far as whoever asked is slower than we are.
  context.set('X-Accel-Buffering', 'no');
  const body = Readable.from(parts, { objectMode: false });
  // What was sent cannot be taken back: a connection that breaks off is how its end is told from its failure.
  body.once('error', () => context.res.destroy());
  context.body = body;
}

const versioned = z.looseObject({ meta: z.looseObject({ version: z.string() }) });

/** The version that a resource of a directory names in itself, which its tag must be (RFC 7644 §3.14). */
function versionIn(answer: unknown): string | undefined {
  return versioned.safeParse(answer).data?.meta.version;
}

/** Tags the answer, and says that it has not changed to whoever names its tag. */
function isKnown(context: RouteContext, tag: string): boolean {
  context.set('ETag', tag);
  const known = isNamedIn(context.get('if-none-match'), tag);
  if (known) context.status = 304;
  return known;
}
