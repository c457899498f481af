import { problemDocument, type ProblemCode } from '@cloudapp/contracts/problem';
import { problemsOf } from '@cloudapp/contracts/route-problems';
import { signIn, signInBodySchema } from '@cloudapp/contracts/sign-in';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import definition from './login.api.json' with { type: 'json' };
import workflow from './login.asl.json' with { type: 'json' };

const templatesFolder = join(import.meta.dirname, 'templates');
const templates = readdirSync(templatesFolder).map((name) => ({
  name,
  text: readFileSync(join(templatesFolder, name), 'utf8'),
}));

/** The problem documents in a template, once its references are filled in. */
function problemsIn(text: string) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"type"'))
    .map((line) => JSON.parse(line.replace('"retryAfterSeconds":$seconds', '"retryAfterSeconds":7')) as Problem);
}

interface Problem {
  type: string;
  title: string;
  code: ProblemCode;
  status: number;
  requestId: string;
  detail?: string;
  retryAfterSeconds?: number;
  ticket?: string;
  ways?: string[];
  authorizeAt?: string;
}

const inTemplates = templates.flatMap(({ text }) => problemsIn(text));
const inGateway = Object.values(definition.gatewayResponses).map(({ body }) => body as Problem);

const ticket = 'aZ09-_'.repeat(7) + 'x';
const passkey = { credentialId: 'aZ0-_', clientData: 'e30', authenticatorData: 'AA', signature: 'AA' };
const company = { state: 'a', code: 'b'.repeat(4096), issuer: 'https://id.example.com' };
const provider = `idp_${'0'.repeat(26)}`;
const rightBodies = [
  { email: 'a', password: 'b' },
  { email: 'a'.repeat(254), password: 'b'.repeat(256) },
  { ticket, code: '123456' },
  { ticket, code: 'a'.repeat(64) },
  { ticket, passkey },
  { ticket, passkey: { ...passkey, userHandle: 'a'.repeat(88) } },
  { ticket, company },
  { ticket, company: { state: 'a' } },
  { begin: 'passkey' },
  { begin: 'company', provider },
  { begin: 'company', provider, again: true },
];
const bodies: readonly unknown[] = [
  ...rightBodies,
  ...rightBodies.map((body) => ({ ...body, more: 1 })),
  ...rightBodies.flatMap((body) => Object.keys(body).map((name) => ({ ...body, [name]: undefined }))),
  ...rightBodies.flatMap((body) =>
    Object.keys(body).flatMap((name) => [1, '', null, []].map((value) => ({ ...body, [name]: value }))),
  ),
  { email: 'a'.repeat(255), password: 'b' },
  { email: 'a', password: 'b'.repeat(257) },
  { email: 'a', password: 'b', ticket, code: '123456' },
  { ticket: `${ticket}x`, code: '123456' },
  { ticket: `${ticket.slice(1)}+`, code: '123456' },
  { ticket, code: '12345' },
  { ticket, code: 'a'.repeat(65) },
  ...Object.keys(passkey).flatMap((name) => [
    { ticket, passkey: { ...passkey, [name]: undefined } },
    { ticket, passkey: { ...passkey, [name]: 'a b' } },
    { ticket, passkey: { ...passkey, [name]: 'a'.repeat(2049) } },
  ]),
  { ticket, passkey: { ...passkey, userHandle: 'a'.repeat(89) } },
  { ticket, passkey: { ...passkey, more: 'a' } },
  { ticket, company: { ...company, code: 'b'.repeat(4097) } },
  { ticket, company: { ...company, error: '' } },
  { ticket, company: { ...company, more: 'a' } },
  { ticket, company: {} },
  { begin: 'company' },
  { begin: 'company', provider: 'acme' },
  { begin: 'passkey', provider },
  { begin: 'code' },
  {},
  [],
  null,
  'text',
];

describe('login.api.json', () => {
  it('says every problem as contracts do', () => {
    for (const problem of [...inTemplates, ...inGateway]) {
      expect(problem).toEqual(problemDocument(problem.code, problem));
      expect(problem).toMatchObject(problemDocument(problem.code));
      expect(problem.requestId).toBe('$context.requestId');
    }
  });

  it('answers exactly the problems that the contract declares', () => {
    const ofOtherRequests = new Set(['method-not-allowed', 'not-found']);
    const inFrontOfIt = ['headers-too-large', 'request-timeout', 'uri-too-long'];
    const answered = [...inTemplates, ...inGateway]
      .map(({ code }) => code)
      .filter((code) => !ofOtherRequests.has(code));

    expect([...new Set([...answered, ...inFrontOfIt])].sort()).toEqual([...problemsOf(signIn)].sort());
  });

  it('answers 404 and 405 to other paths and methods alone', () => {
    const { POST, ANY } = definition.resources[0]?.methods ?? {};

    expect(ANY?.integration.responses.map(({ statusCode }) => statusCode)).toEqual(['405']);
    expect(ANY?.integration.responses[0]?.responseHeaders.Allow).toBe(`'${signIn.method}'`);
    expect(POST?.integration.responses.map(({ statusCode }) => statusCode)).toEqual([`${signIn.status}`, '503']);
  });

  it('puts out what the contract says of a session', () => {
    const { body } = workflow.States.Success.Output;
    const written = [...body.matchAll(/'(\w+)': /g)].map(([, name]) => name);

    expect(written.sort()).toEqual(Object.keys(signIn.response.shape).sort());
  });

  it('answers with the status that the document names', () => {
    for (const { statusCode, body } of Object.values(definition.gatewayResponses)) {
      expect(Number(statusCode)).toBe(body.status);
    }
  });

  it('accepts what the contract accepts', () => {
    const accepts = new Ajv.default({ strict: true }).compile(definition.models.SignIn.schema);

    for (const body of bodies) {
      expect([body, accepts(body)]).toEqual([body, signInBodySchema.safeParse(body).success]);
    }
    expect(rightBodies.filter((body) => !accepts(body))).toEqual([]);
    expect(definition.resources.map(({ path }) => path)).toEqual([`/api${signIn.path}`]);
  });

  it('names exactly the templates that there are', () => {
    const named = JSON.stringify(definition).match(/templates\/[\w-]+\.vtl/g) ?? [];

    expect([...new Set(named)].sort()).toEqual(templates.map(({ name }) => `templates/${name}`).sort());
  });

  it('is substituted by the names that its README lists, and by no others', () => {
    const all = JSON.stringify(definition) + templates.map(({ text }) => text).join('');

    expect([...new Set(all.match(/\$\{\w+\}/g))].sort()).toEqual([
      '${LoginApiRoleArn}',
      '${LoginStateMachineArn}',
      '${PublicOrigin}',
      '${Region}',
    ]);
  });

  it('reads headers as headers: by name alone a parameter of the query would come first', () => {
    for (const { text } of templates) {
      const code = text.replaceAll(/^##.*$/gm, '');
      expect(code).not.toMatch(/params\(\s*[^)\s]/);
      expect(code).not.toMatch(/querystring|params\(\)\.path/);
    }
  });

  it('lets no cookie or cause out but on the way it should', () => {
    const answer = templates.find(({ name }) => name === 'login-answer.vtl')?.text ?? '';

    const cookies = answer.split('\n').filter((line) => /^#set.*"__Host-/.test(line));
    expect(cookies.map((line) => /header\.([\w-]+) = "(__Host-\w+)=/.exec(line)?.slice(1))).toEqual([
      ['Set-Cookie', '__Host-session'],
      ['Device-Cookie', '__Host-device'],
    ]);
    for (const line of cookies) expect(line).toContain('Path=/; Secure; HttpOnly; SameSite=Strict');
    const read = [...answer.matchAll(/\$input\.path\('\$\.cause'\)(.*)\)$/gm)].map(([, narrowed]) => narrowed);
    expect(answer.match(/\$\.cause/g)).toHaveLength(read.length);
    expect(read).toEqual([
      `.replaceAll(' .*', '').replaceAll('[^A-Za-z0-9_-]', '')`,
      `.replaceAll('^[^ ]* ', '').replaceAll(' .*', '').replaceAll('[^a-z,-]', '').replaceAll(',', '","')`,
      `.replaceAll('^[^ ]* [^ ]*', '').replaceAll('[^A-Za-z0-9:/?&=%.+~_-]', '')`,
      `.replaceAll('[^0-9]', '')`,
    ]);
  });
});
