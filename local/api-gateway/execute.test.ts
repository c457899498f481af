import { describe, expect, test } from 'vitest';
import { readSignInApi } from '../../functions/login/definition.ts';
import { apiExecutor, type ApiRequest } from './execute.ts';
import { GatewayResponseError, type Answer } from './gateway-responses.ts';
import type { IntegrationAnswer } from './integration.ts';
import { renderTemplate, type TemplateContext, type TemplateInput } from './template.ts';

/** The definition that is deployed, so that a change of it that the stand-in does not understand fails here. */
const definition = readSignInApi({
  Region: 'eu-west-1',
  LoginApiRoleArn: 'arn:role',
  LoginStateMachineArn: 'arn:state-machine',
  PublicOrigin: 'https://cloudapp.example',
});

const signIn: ApiRequest = {
  method: 'POST',
  path: '/api/auth/login',
  query: {},
  headers: {
    'Content-Type': 'application/json',
    Origin: 'https://cloudapp.example',
    'x-forwarded-for': '203.0.113.9',
    'user-agent': 'Test "quoted" \\ agent',
  },
  body: JSON.stringify({ email: 'a@example.org', password: 'secret' }),
  sourceIp: '127.0.0.1',
  requestId: 'request-1',
  time: 0,
};

async function execute(
  changes: Partial<ApiRequest>,
  answer: IntegrationAnswer | GatewayResponseError = { status: 200, body: '{}' },
): Promise<{ result: Answer; calls: string[] }> {
  const calls: string[] = [];
  const run = apiExecutor(definition, async (integration, request) => {
    if (integration.type === 'MOCK') return await Promise.resolve({ status: 405, body: '' });
    calls.push(request);
    if (answer instanceof GatewayResponseError) throw answer;
    return answer;
  });
  return { result: await run({ ...signIn, ...changes }), calls };
}

const execution = (fields: object): IntegrationAnswer => ({ status: 200, body: JSON.stringify(fields) });

describe('request mapping', () => {
  test.each([
    'correct horse battery staple',
    `quotes ' " and \\ and \\' and /slashes/`,
    'line\nbreak\ttab \u0000 \u2028 ü 漢字 😀',
    '$context.requestId #set($x = 1) ${y} </script>',
    '\\u0022,"sourceIp":"8.8.8.8',
  ])('carries the password %j unharmed into the input of the execution', async (password) => {
    const { calls } = await execute({ body: JSON.stringify({ email: "o'neil@example.org", password }) });

    const request = JSON.parse(calls[0] ?? '') as { stateMachineArn: string; input: string };
    expect(request.stateMachineArn).toBe('arn:state-machine');
    expect(JSON.parse(request.input)).toEqual({
      refusal: '',
      cookie: '',
      credentials: { email: "o'neil@example.org", password },
      sourceIp: '203.0.113.9',
      userAgent: 'Test "quoted" \\ agent',
    });
  });

  test.each([
    ['without a header', undefined, '127.0.0.1'],
    ['with a list', '198.51.100.1, 10.0.0.1', '198.51.100.1'],
    ['with nonsense', '"><script>', '127.0.0.1'],
  ])('finds the address %s', async (_how, header, expected) => {
    const headers = {
      ...signIn.headers,
      ...(header === undefined ? { 'x-forwarded-for': '' } : { 'x-forwarded-for': header }),
    };
    const { calls } = await execute({ headers });

    const { input } = JSON.parse(calls[0] ?? '') as { input: string };
    expect(JSON.parse(input)).toMatchObject({ sourceIp: expected });
  });

  test.each([
    ['X-Forwarded-For', '203.0.113.9'],
    ['x-forwarded-for', '203.0.113.9'],
    ['X-Forwarded-For', undefined],
  ])('takes no address from the query, with a header %s: %s', async (name, header) => {
    const query = { 'X-Forwarded-For': '203.0.113.77', 'x-forwarded-for': '203.0.113.77', 'User-Agent': 'forged' };
    const headers = { 'Content-Type': 'application/json', ...(header !== undefined && { [name]: header }) };
    const { calls } = await execute({ query, headers });

    const { input } = JSON.parse(calls[0] ?? '') as { input: string };
    expect(JSON.parse(input)).toMatchObject({ sourceIp: header ?? '127.0.0.1', userAgent: '' });
  });
});

describe('what did not come from our own page as it sends it', () => {
  const refusalOf = async (changes: Record<string, string | undefined>) => {
    const sent = Object.entries({ ...signIn.headers, ...changes }).filter(([, value]) => value !== undefined);
    const { calls } = await execute({ headers: Object.fromEntries(sent) as Record<string, string> });
    const { input } = JSON.parse(calls[0] ?? '') as { input: string };
    return (JSON.parse(input) as { refusal: string }).refusal;
  };

  test.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
    ['our origin as part of another', { Origin: 'https://cloudapp.example.evil.example' }],
    ['our origin by http', { Origin: 'http://cloudapp.example' }],
    ['two origins', { Origin: 'https://cloudapp.example, https://evil.example' }],
    ['no origin', { Origin: undefined }],
    ['an empty origin', { Origin: '' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a subdomain of ours', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is marked as forbidden with %s', async (_what, headers) => {
    expect(await refusalOf(headers)).toBe('forbidden-origin');
  });

  test.each([undefined, 'application/json; charset=iso-8859-1', 'application/json; charset="utf-16"'])(
    'is marked as another media type with the content type %j',
    async (type) => {
      expect(await refusalOf({ 'Content-Type': type })).toBe('unsupported-media-type');
    },
  );

  test.each([
    { 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'none' },
    { 'Content-Type': 'application/json;charset=UTF-8' },
    { 'Content-Type': 'Application/JSON ; charset="utf-8"; v=1' },
  ])('is not what has %j', async (headers) => {
    expect(await refusalOf(headers)).toBe('');
  });

  test.each([
    '__Host-session=abc; __Host-device=def',
    String.raw`a="'\\"; b=$context.requestId; c=#set($x = 1)`,
    `x=','refusal':'`,
  ])('keeps the cookies %j whole', async (cookie) => {
    const { calls } = await execute({ headers: { ...signIn.headers, Cookie: cookie } });

    const { input } = JSON.parse(calls[0] ?? '') as { input: string };
    expect(JSON.parse(input)).toMatchObject({ cookie, refusal: '' });
  });
});

describe('$input', () => {
  const template = (text: string, parameters: Partial<TemplateInput>) =>
    renderTemplate(text, { body: '', path: {}, query: {}, headers: {}, context: {} as TemplateContext, ...parameters });

  test('looks a parameter up in path, query and headers, in this order', () => {
    const everywhere = {
      path: { a: 'path' },
      query: { a: 'query', b: 'query' },
      headers: { b: 'header', c: 'header' },
    };

    expect(template("$input.params('a') $input.params('b') $input.params('c')", everywhere)).toBe('path query header');
    expect(template("[$input.params('none')]", everywhere)).toBe('[]');
  });

  test('keeps the three apart where they are asked for apart, by the names as they were sent', () => {
    const apart = { query: { A: 'query' }, headers: { A: 'header' } };

    expect(template("$input.params().header.get('A') $input.params().querystring.get('A')", apart)).toBe(
      'header query',
    );
    expect(template("$!input.params().header.get('a')", apart)).toBe('');
  });
});

describe('request validation', () => {
  test.each([
    ['no JSON', 'email=a'],
    ['a field too few', '{"email":"a@example.org"}'],
    ['a field too many', '{"email":"a@example.org","password":"x","admin":true}'],
    ['a wrong type', '{"email":"a@example.org","password":1}'],
    ['too long a password', JSON.stringify({ email: 'a@example.org', password: 'x'.repeat(257) })],
    ['nothing', ''],
  ])('%s is a 400 problem, and nothing is called', async (_what, body) => {
    const { result, calls } = await execute({ body });

    expect(result).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(result.body)).toMatchObject({ code: 'invalid-request', requestId: 'request-1' });
    expect(calls).toEqual([]);
  });

  test('another content type is a 415 problem', async () => {
    const { result, calls } = await execute({ headers: { 'Content-Type': 'text/plain' } });

    expect(result.status).toBe(415);
    expect(calls).toEqual([]);
  });

  test('another method is a 405 problem that names POST, another path a 404 problem', async () => {
    const method = await execute({ method: 'GET' });
    const path = await execute({ path: '/api/auth/other' });

    expect(method.result).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(path.result.status).toBe(404);
  });
});

describe('response mapping', () => {
  test('success is 200 with the cookie and the body that the execution made', async () => {
    const output = JSON.stringify({
      token: 'abc_-123',
      device: { token: 'def_-4', maxAgeSeconds: 31536000 },
      body: '{"user":{"name":"O\'Neil \\"x\\""}}',
    });
    const { result } = await execute({}, execution({ status: 'SUCCEEDED', output }));

    expect(result.status).toBe(200);
    expect(result.headers).toMatchObject({
      'set-cookie': '__Host-session=abc_-123; Path=/; Secure; HttpOnly; SameSite=Strict',
      'device-cookie': '__Host-device=def_-4; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Strict',
      'cache-control': 'no-store',
      'content-type': 'application/json',
    });
    expect(JSON.parse(result.body)).toEqual({ user: { name: 'O\'Neil "x"' } });
  });

  test.each([
    ['authentication-error', '', 401, {}],
    ['account-disabled', '', 403, {}],
    ['forbidden-origin', '', 403, {}],
    ['unsupported-media-type', '', 415, {}],
    ['too-many-attempts', '90', 429, { 'retry-after': '90' }],
    ['service-unavailable', '', 503, { 'retry-after': '5' }],
    ['States.Timeout', 'secret inner workings', 503, { 'retry-after': '5' }],
  ])('%s is what it should be', async (error, cause, status, headers) => {
    const { result } = await execute({}, execution({ status: 'FAILED', error, cause }));

    expect(result).toMatchObject({ status, headers: { 'content-type': 'application/problem+json', ...headers } });
    expect(JSON.parse(result.body)).toMatchObject({ status, requestId: 'request-1' });
    expect(result.body).not.toContain('inner workings');
    expect(result.headers['set-cookie'] ?? result.headers['device-cookie']).toBeUndefined();
  });

  test.each([
    ['a-Ticket_1 code,recovery-code', { ticket: 'a-Ticket_1', ways: ['code', 'recovery-code'] }],
    ['a-Ticket_1 passkey', { ticket: 'a-Ticket_1', ways: ['passkey'] }],
    [
      'a-Ticket_1 company https://id.example.com/a?b=c%20d&e=f+g',
      { ticket: 'a-Ticket_1', ways: ['company'], authorizeAt: 'https://id.example.com/a?b=c%20d&e=f+g' },
    ],
    [
      'a-Ticket_1 company https://id.example.com/"}\\',
      { ticket: 'a-Ticket_1', ways: ['company'], authorizeAt: 'https://id.example.com/' },
    ],
  ])('one more step is told with what it takes: %s', async (cause, more) => {
    const { result } = await execute({}, execution({ status: 'FAILED', error: 'proof-incomplete', cause }));

    expect(result.status).toBe(401);
    expect(JSON.parse(result.body)).toEqual({
      type: 'urn:cloudapp:problem:proof-incomplete',
      title: 'One more step to sign in',
      status: 401,
      code: 'proof-incomplete',
      requestId: 'request-1',
      ...more,
    });
  });

  test('an execution that timed out is a 503 problem', async () => {
    const { result } = await execute({}, execution({ status: 'TIMED_OUT' }));

    expect(result.status).toBe(503);
  });

  test.each([
    ['Step Functions refuses', { status: 400, body: '{"__type":"AccessDeniedException"}' }],
    ['nobody answers', new GatewayResponseError('INTEGRATION_FAILURE')],
    ['no answer comes in time', new GatewayResponseError('INTEGRATION_TIMEOUT')],
  ])('when %s it is a 503 problem', async (_when, answer) => {
    const { result } = await execute({}, answer);

    expect(result).toMatchObject({ status: 503, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(result.body)).toMatchObject({ code: 'service-unavailable' });
  });
});
