import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import definition from './login.asl.json' with { type: 'json' };
import { readSignInWorkflow } from './definition.ts';
import { startWorkflows } from './testing/workflow.ts';

const session = {
  id: 'ses_1',
  signedInAt: '2026-11-24T05:00:00.000Z',
  expiresAt: '2026-11-24T17:00:00.000Z',
  mustChangePassword: false,
  address: '192.0.2.7',
  userAgent: 'Browser "quoted"',
};
const user = { id: 'usr_1', email: 'right', name: `Ada "the" O'Neil`, role: 'admin' };

/** Answers by e-mail, and throws for any other. */
const authenticateCode = `
const session = ${JSON.stringify(session)};
const user = ${JSON.stringify(user)};
export const handler = async ({ credentials, sourceIp, userAgent, cookie }) => {
  const { email, password, begin } = credentials;
  if (begin === 'passkey') return { authenticated: false, reason: 'proof-incomplete', ticket: 'a-ticket', ways: ['passkey'] };
  if (begin === 'company')
    return { authenticated: false, reason: 'proof-incomplete', ticket: 'a-ticket', ways: ['company'], authorizeAt: 'https://id.example.com/a?b=c&d' };
  if (email === 'right' && password === 'secret' && sourceIp === '192.0.2.7' && userAgent !== undefined && cookie === 'a=b')
    return { authenticated: true, token: 'token', device: { token: 'device', maxAgeSeconds: 9 }, user, session };
  if (email === 'wrong') return { authenticated: false, reason: 'authentication-error' };
  if (email === 'twice')
    return { authenticated: false, reason: 'proof-incomplete', ticket: 'a-ticket', ways: ['code', 'recovery-code'] };
  if (email === 'disabled') return { authenticated: false, reason: 'account-disabled' };
  if (email === 'locked') return { authenticated: false, reason: 'too-many-attempts', retryAfterSeconds: 42 };
  throw new Error('an inner secret');
};`;

let workflows: ReturnType<typeof startWorkflows>;
let directory: string;
let told: string;
let machine: string;
let machineWithoutNotify: string;

beforeAll(async () => {
  workflows = startWorkflows();
  directory = await mkdtemp(join(tmpdir(), 'login-asl-'));
  told = join(directory, 'told.json');
  // The emulator runs functions on this computer, and takes no call from one that has no SDK to sign it.
  const notifyCode = `
import { renameSync, writeFileSync } from 'node:fs';
const file = ${JSON.stringify(told)};
export const handler = async (event) => {
  writeFileSync(file + '.part', JSON.stringify(event));
  renameSync(file + '.part', file);
};`;
  const [authenticate, notify] = await Promise.all([
    workflows.givenFunction('authenticate', authenticateCode),
    workflows.givenFunction('notify-admin', notifyCode),
  ]);
  machine = await workflows.givenMachine(authenticate, notify);
  machineWithoutNotify = await workflows.givenMachine(authenticate);
});
afterAll(async () => {
  await workflows.stop();
  await rm(directory, { recursive: true });
});

const signIn = (email: string, password = 'secret') => ({
  credentials: { email, password },
  refusal: '',
  sourceIp: '192.0.2.7',
  userAgent: 'Browser',
  cookie: 'a=b',
});

const expectedBody = {
  user,
  signedInAt: session.signedInAt,
  expiresAt: session.expiresAt,
  mustChangePassword: false,
};

/**
 * On the emulator. It cannot tell errors of Lambda by their names, so that the Retry of named errors is checked as text
 * below; and it runs a state's TimeoutSeconds, but only as long as the function's own.
 */
describe('the sign-in workflow', () => {
  it('Authenticate → Choice → NotifyAdmin → Success: puts out token and body, and tells administrators', async () => {
    const { status, output } = await workflows.run(machine, signIn('right'));

    const { body, ...tokens } = output as { token: string; device: object; body: string };
    expect(status).toBe('SUCCEEDED');
    expect(tokens).toEqual({ token: 'token', device: { token: 'device', maxAgeSeconds: 9 } });
    expect(JSON.parse(body)).toEqual(expectedBody);
    const read = async (): Promise<unknown> => JSON.parse(await readFile(told, 'utf8'));
    await expect.poll(read, { timeout: 300_000 }).toEqual({
      user,
      sessionId: session.id,
      signedInAt: session.signedInAt,
      address: session.address,
      userAgent: session.userAgent,
    });
  });

  it('NotifyAdmin ⇢ Success: a sign-in succeeds when nobody can be told', async () => {
    const { status, output } = await workflows.run(machineWithoutNotify, signIn('right'));

    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ token: 'token' });
  });

  it.each([
    ['wrong', 'authentication-error', ''],
    ['disabled', 'account-disabled', ''],
    ['locked', 'too-many-attempts', '42'],
    ['twice', 'proof-incomplete', 'a-ticket code,recovery-code'],
  ])('Authenticate → Choice → Error: %s', async (email, error, cause) => {
    const answer = await workflows.run(machine, signIn(email));

    expect(answer).toMatchObject({ status: 'FAILED', error });
    expect(answer.cause ?? '').toBe(cause);
  });

  it('Authenticate → Choice → Error: hands over whatever the credentials are, and a single way as a list', async () => {
    const answer = await workflows.run(machine, { ...signIn(''), credentials: { begin: 'passkey' } });

    expect(answer).toMatchObject({ status: 'FAILED', error: 'proof-incomplete', cause: 'a-ticket passkey' });
  });

  it('Authenticate → Choice → Error: hands over the page of a company', async () => {
    const answer = await workflows.run(machine, { ...signIn(''), credentials: { begin: 'company' } });

    expect(answer.cause).toBe('a-ticket company https://id.example.com/a?b=c&d');
  });

  it.each(['forbidden-origin', 'unsupported-media-type'])(
    'Admit → Error: %s, whatever the password',
    async (refusal) => {
      expect(await workflows.run(machine, { ...signIn('right'), refusal })).toMatchObject({
        status: 'FAILED',
        error: refusal,
      });
    },
  );

  it('Admit → Error: nothing gets by that the template has not looked at', async () => {
    expect(await workflows.run(machine, { ...signIn('right'), refusal: undefined })).toMatchObject({
      status: 'FAILED',
      error: 'service-unavailable',
    });
  });

  it('Authenticate ⇢ Error: a broken function is no answer about the password, and says nothing of its inside', async () => {
    const answer = await workflows.run(machine, signIn('boom'));

    expect(answer).toMatchObject({ status: 'FAILED', error: 'service-unavailable' });
    expect(JSON.stringify(answer)).not.toContain('inner secret');
  });
});

describe('login.asl.json', () => {
  it('has exactly the states of the design', () => {
    expect(Object.keys(definition.States)).toEqual([
      'Admit',
      'Authenticate',
      'Choice',
      'NotifyAdmin',
      'Success',
      'Error',
    ]);
  });

  it('is substituted by the names of its two functions, and by no others', () => {
    const complete = readSignInWorkflow({ AuthenticateFunctionArn: 'arn:a', NotifyAdminFunctionArn: 'arn:b' });

    expect(complete).not.toContain('${');
    expect(complete).toContain('"arn:a"');
    expect(complete).toContain('"arn:b"');
  });

  it('bounds, retries and catches each task, and retries faults of Lambda alone', () => {
    const tasks = Object.values(definition.States).filter((state) => state.Type === 'Task');

    expect(tasks).toHaveLength(2);
    for (const task of tasks as (typeof definition.States.Authenticate)[]) {
      expect(task.TimeoutSeconds).toBeGreaterThan(0);
      expect(task.Catch[0]?.ErrorEquals).toEqual(['States.ALL']);
      for (const name of task.Retry.flatMap((retry) => retry.ErrorEquals)) expect(name).toMatch(/^Lambda\.\w+$/);
    }
  });

  it('ends before API Gateway gives up after 29 s', () => {
    const { Authenticate } = definition.States;
    const [retry] = Authenticate.Retry;
    const longest = Authenticate.TimeoutSeconds * ((retry?.MaxAttempts ?? 0) + 1) + 1 + 2;

    expect(longest).toBeLessThan(definition.TimeoutSeconds);
    expect(definition.TimeoutSeconds).toBeLessThan(29);
  });

  it('waits for no administrator', () => {
    expect(definition.States.NotifyAdmin.Arguments.InvocationType).toBe('Event');
  });
});
