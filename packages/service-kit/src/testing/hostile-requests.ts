import type { ProblemCode } from '@cloudapp/contracts/problem';
import { problems } from '@cloudapp/contracts/problem';
import { shownUserHeader, type RouteContract } from '@cloudapp/contracts/route';
import * as z from 'zod';
import { defaultMaxBodyBytes } from '../body.ts';

/** What callers of a route bring; each is a header set for `fetch`. */
export interface Credentials {
  readonly user: Readonly<Record<string, string>>;
  readonly admin: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string>>;
  /** @default none, for services that no directory calls */
  readonly directory?: Readonly<Record<string, string>>;
  /** A program's, with every scope, of an administrator. */
  readonly token: Readonly<Record<string, string>>;
  readonly expired: Readonly<Record<string, string>>;
  readonly mustChangePassword: Readonly<Record<string, string>>;
}

/** A valid request of a route, which each hostile one differs from in one thing. */
export interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HostileRequest {
  readonly name: string;
  readonly method: string;
  /** Path below the service's address, `/api/…`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly code: ProblemCode;
  readonly status: number;
}

interface Context {
  readonly contract: RouteContract;
  readonly sample: Sample;
  readonly credentials: Credentials;
  readonly publicOrigin: string;
}

type Change = Partial<Pick<HostileRequest, 'method' | 'path' | 'headers' | 'body'>>;

const oneMegabyte = 1_048_576;

/** Every hostile request that the contract of a route calls for. Each must be refused with its code and change nothing. */
export function hostileRequests(
  contract: RouteContract,
  sample: Sample,
  credentials: Credentials,
  publicOrigin: string,
): HostileRequest[] {
  const context = { contract, sample, credentials, publicOrigin };
  return [...callerCases(context), ...originCases(context), ...inputCases(context), ...tokenCases(context)];
}

const inputCases = (context: Context): HostileRequest[] => [
  ...paramCases(context),
  ...queryCases(context),
  ...bodyCases(context),
];

/** What comes with a program's token is held to the same, where one is taken. */
function tokenCases(context: Context): HostileRequest[] {
  const { contract, credentials } = context;
  if (contract.scope === undefined) return [];
  const byToken = { ...context, credentials: { ...credentials, user: credentials.token, admin: credentials.token } };
  return inputCases(byToken).map((one) => ({ ...one, name: `${one.name}, by a token` }));
}

function request(
  { contract, sample, credentials, publicOrigin }: Context,
  name: string,
  code: ProblemCode,
  change: Change,
) {
  const path = contract.path.replace(/:(\w+)/g, (_, param: string) => sample.params?.[param] ?? 'x');
  const caller =
    contract.caller === 'public' ? {} : credentials[contract.caller === 'session' ? 'user' : contract.caller];
  const body = contract.body && JSON.stringify(sample.body);
  return {
    name: `${contract.method} ${contract.path}: ${name}`,
    method: contract.method,
    path: `/api${path}`,
    headers: {
      Origin: publicOrigin,
      ...(contract.body && { 'Content-Type': contract.mediaType ?? 'application/json' }),
      ...caller,
      ...sample.headers,
    },
    body,
    ...change,
    code,
    status: problems[code].status,
  };
}

function withHeaders(context: Context, headers: Record<string, string>): Change {
  return { headers: { ...request(context, '', 'not-found', {}).headers, ...headers } };
}

function without(context: Context, ...names: string[]): Change {
  const { headers } = request(context, '', 'not-found', {});
  return { headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name))) };
}

function callerCases(context: Context): HostileRequest[] {
  const { contract, credentials } = context;
  if (contract.caller === 'public') return [];
  if (contract.caller === 'machine') {
    return [
      request(context, 'no token', 'machine-token-invalid', without(context, 'Authorization')),
      request(context, 'a session in place of a token', 'machine-token-invalid', {
        headers: { ...without(context, 'Authorization').headers, ...credentials.user },
      }),
    ];
  }
  const cookie = (value: string) => withHeaders(context, { Cookie: value });
  const cases = [
    request(context, 'no session', 'session-required', without(context, 'Cookie')),
    request(context, 'an expired session', 'session-required', withHeaders(context, credentials.expired)),
    request(context, 'an unknown session', 'session-required', cookie(`__Host-session=${'x'.repeat(43)}`)),
    request(context, 'a session that is no token', 'session-required', cookie('__Host-session=%00; x')),
    request(context, 'a bearer token in place of a session', 'session-required', {
      headers: { ...without(context, 'Cookie').headers, ...credentials.machine },
    }),
    request(
      context,
      'a page that shows somebody else',
      'another-user',
      withHeaders(context, { [shownUserHeader]: `usr_${'0'.repeat(26)}` }),
    ),
  ];
  if (contract.allowedBeforePasswordChange !== true) {
    const early = withHeaders(context, credentials.mustChangePassword);
    cases.push(request(context, 'a password that must be changed', 'password-change-required', early));
  }
  if (contract.caller === 'admin') {
    const user = withHeaders(context, credentials.user);
    cases.push(request(context, 'a user on an administrator’s route', 'administrator-required', user));
  }
  return cases;
}

function originCases(context: Context): HostileRequest[] {
  const { contract, publicOrigin } = context;
  const forged: [string, Change][] = [
    ['another site', withHeaders(context, { Origin: 'https://evil.example' })],
    ['a site whose name begins with ours', withHeaders(context, { Origin: `${publicOrigin}.evil.example` })],
    ['the null origin', withHeaders(context, { Origin: 'null' })],
    ['a forged origin with a cross-site mark', withHeaders(context, { 'Sec-Fetch-Site': 'cross-site' })],
    ['a forged origin with the mark of a neighbour', withHeaders(context, { 'Sec-Fetch-Site': 'same-site' })],
  ];
  if (contract.method !== 'GET' && contract.caller !== 'machine' && contract.mediaType === undefined) {
    forged.push(['no origin at all', without(context, 'Origin')]);
  }
  return forged.map(([name, change]) => request(context, `from ${name}`, 'forbidden-origin', change));
}

function paramCases(context: Context): HostileRequest[] {
  const { contract, sample } = context;
  return Object.keys(contract.params?.shape ?? {}).flatMap((param) =>
    [
      ['the wrong form', 'nothing-like-it!'],
      ['another case', inAnotherCase(sample.params?.[param] ?? 'x')],
      ['far too long', 'a'.repeat(2000)],
      ['a control character', '%00'],
      ['a path upwards', '..%2F..%2Fetc'],
      ['broken encoding', '%E0%A4%A'],
      ['a prototype', '__proto__'],
    ].map(([name = '', value = '']) => {
      const path = contract.path.replace(/:(\w+)/g, (_, other: string) =>
        other === param ? value : (sample.params?.[other] ?? 'x'),
      );
      return request(context, `${param} with ${name}`, 'invalid-request', { path: `/api${path}` });
    }),
  );
}

const inAnotherCase = (text: string) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

const written = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Nonsense, and keys that DynamoDB would take for its own or refuse to start from. */
const forgedCursors = [
  ...['AAAA', 'e30', '..%2F'],
  written({ userId: `usr_${'0'.repeat(26)}`, kind: 'nobody', sortKey: 'x' }),
  written({ instanceId: `mch_${'0'.repeat(26)}`, sk: 'intent' }),
  written({ createdAt: 'x', instanceId: 'x' }),
  written({ day: '2026-11-24', sk: '~' }),
  ...['users', 'machines', 'activity', 'audit-days'].map((list) => written([list, 'x', 'x', 'x'])),
];

function queryCases(context: Context): HostileRequest[] {
  const { contract } = context;
  if (contract.query === undefined) return [];
  const { path } = request(context, '', 'not-found', {});
  const queries = [
    'unknown=1',
    '__proto__=1',
    ...Object.keys(contract.query.shape).flatMap((name) => [
      `${name}=`,
      `${name}=%00`,
      `${name}=a&${name}=b`,
      `${name}=${'a'.repeat(3000)}`,
    ]),
    ...('limit' in contract.query.shape
      ? ['limit=0', 'limit=-1', 'limit=101', 'limit=1.5', 'limit=1e9', 'limit=x']
      : []),
    ...('cursor' in contract.query.shape ? forgedCursors.map((cursor) => `cursor=${cursor}`) : []),
  ];
  return queries.map((query) =>
    request(context, `?${query.slice(0, 40)}`, 'invalid-request', { path: `${path}?${query}` }),
  );
}

function bodyCases(context: Context): HostileRequest[] {
  const { contract, sample } = context;
  const limit = contract.maxBodyBytes ?? defaultMaxBodyBytes;
  const tooLarge = request(context, '1 MB', 'body-too-large', { body: `{"a":"${'a'.repeat(oneMegabyte)}"}` });
  if (contract.body === undefined) return contract.method === 'GET' ? [] : [tooLarge];
  const raw = (name: string, body: string, code: ProblemCode = 'invalid-request') =>
    request(context, name, code, { body });
  return [
    tooLarge,
    raw(`a body just above ${limit} bytes`, `{"a":"${'a'.repeat(limit)}"}`, 'body-too-large'),
    raw('no body', ''),
    raw('broken JSON', '{"email": "a'),
    raw('two documents', '{}{}'),
    raw('null', 'null'),
    raw('a list', '[]'),
    raw('a number', '1'),
    raw('deep nesting', '['.repeat(5000) + ']'.repeat(5000)),
    raw('a prototype', JSON.stringify(sample.body).replace('{', '{"__proto__":{"role":"admin"},')),
    raw('a lone surrogate', JSON.stringify(sample.body).replace('{', '{"\\ud800":1,')),
    raw('an extra field', JSON.stringify({ ...asObject(sample.body), extra: 1 })),
    request(
      context,
      'a form',
      'unsupported-media-type',
      withHeaders(context, { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ),
    request(context, 'text', 'unsupported-media-type', withHeaders(context, { 'Content-Type': 'text/plain' })),
    request(
      context,
      'another charset',
      'unsupported-media-type',
      withHeaders(context, { 'Content-Type': `${contract.mediaType ?? 'application/json'}; charset=utf-16` }),
    ),
    ...fieldCases(context),
  ];
}

const wrongValues: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 1e21],
  ['a truth', true],
  ['a list', ['x']],
  ['an object', { $gt: '' }],
  ['nothing', ''],
  ['a control character', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
  ['far too long', 'a'.repeat(50_001)],
];

/** One field at a time with each value that its own schema refuses, and without it when it is required. */
function fieldCases(context: Context): HostileRequest[] {
  const { contract, sample } = context;
  const valid = asObject(sample.body);
  // What is not well-formed is refused where bodies are read, before any schema.
  const isRefused = (body: unknown) =>
    contract.body?.safeParse(body).success === false || JSON.stringify(body).includes('\\ud800');
  return Object.keys(valid).flatMap((field) => {
    const rest = Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field));
    const bodies: [string, unknown][] = [
      [`without ${field}`, rest],
      ...wrongValues.map(([name, value]): [string, unknown] => [`${field} is ${name}`, { ...valid, [field]: value }]),
    ];
    const limit = contract.maxBodyBytes ?? defaultMaxBodyBytes;
    return bodies
      .map(([name, body]) => [name, body, JSON.stringify(body)] as const)
      .filter(([, body, text]) => isRefused(body) && text.length <= limit)
      .map(([name, , text]) => request(context, name, 'invalid-request', { body: text }));
  });
}

/** The fields of a body; a list has none of its own. */
function asObject(body: unknown): Record<string, unknown> {
  if (Array.isArray(body)) return {};
  return z.record(z.string(), z.unknown()).parse(body);
}
