import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { servicePaths } from '@cloudapp/contracts/api';
import { instanceSchema, type Instance } from '@cloudapp/contracts/instance';
import * as z from 'zod';
import type { ServicePart } from '../../local/services.ts';
import type { SignIn } from './sign-in.ts';

export interface Product {
  readonly signIn: SignIn;
  readonly urls: Readonly<Record<ServicePart, string>>;
  readonly publicOrigin: string;
  readonly report: (line: string) => void;
}

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';
const readySeconds = 90;
const askAgainMilliseconds = 250;

/**
 * Does what people do, from the first sign-in to the end of a machine; throws where the product does not do its part.
 *
 * @returns the id of the machine
 */
export async function useProduct(product: Product, email: string, oneTimePassword: string): Promise<string> {
  const { signIn, report } = product;
  const refused = await signIn(email, 'not the password of anybody');
  assert.equal(refused.status, 401, 'a wrong password is refused');
  const first = await sessionOf(product, email, oneTimePassword);
  report('sign-in: a wrong password answers 401, the right one 200 with a session');

  const newPassword = `chosen-${randomUUID()}`;
  await first.call('PUT', '/me/password', { currentPassword: oneTimePassword, newPassword });
  const administrator = await sessionOf(product, email, newPassword);
  await useAccounts(product, administrator);
  const machine = await launch(administrator, report);
  await useMachine(administrator, machine.id);
  report('machine: console, login, secret, activity, stop, start, reboot, extend and terminate');

  await administrator.call('GET', '/stats/summary');
  await administrator.call('GET', '/stats/series');
  await administrator.call('GET', '/stats/blueprints');
  await administrator.call('GET', '/audit');
  report('statistics and audit log');
  return machine.id;
}

interface Session {
  /** Throws unless the answer is a success; gives its body. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

async function sessionOf({ signIn, urls, publicOrigin }: Product, email: string, password: string): Promise<Session> {
  const answer = await signIn(email, password);
  assert.equal(answer.status, 200, `sign-in answers ${String(answer.status)}: ${answer.body}`);
  const setCookie = Object.entries(answer.headers).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1] ?? '';
  const [cookie = ''] = setCookie.split(';');
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const service = servicePaths.get(path.split(/[/?]/)[1] ?? '') as ServicePart;
    const response = await fetch(`${urls[service]}/api${path}`, {
      method,
      headers: {
        cookie,
        origin: publicOrigin,
        'idempotency-key': randomUUID(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path} answers ${response.status}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  return { call };
}

async function useAccounts(product: Product, { call }: Session): Promise<void> {
  const email = 'somebody@example.com';
  const created = z
    .object({ user: z.object({ id: z.string() }), oneTimePassword: z.string() })
    .parse(await call('POST', '/users', { email, name: 'Somebody' }));
  const { id } = created.user;
  const guest = await sessionOf(product, email, created.oneTimePassword);
  await guest.call('DELETE', '/session');
  await call('GET', '/users?search=some');
  await call('PATCH', `/users/${id}`, { quota: 1 });
  await call('POST', `/users/${id}/password-reset`);
  await call('DELETE', `/users/${id}/sessions`);
  await call('DELETE', `/users/${id}`);
  await call('GET', '/me/sessions');
  product.report('people: created, signed in and out, changed, password reset, removed');
}

async function launch({ call }: Session, report: Product['report']): Promise<Instance> {
  const catalogue = z
    .object({ items: z.array(z.looseObject({ id: z.string(), sizes: z.array(z.looseObject({ id: z.string() })) })) })
    .parse(await call('GET', '/blueprints'));
  const blueprint = catalogue.items.find(({ id }) => id === 'postgresql');
  assert.ok(blueprint, 'there is a blueprint postgresql');
  const started = Date.now();
  const launched = instanceSchema.parse(
    await call('POST', '/instances', {
      blueprintId: blueprint.id,
      name: 'Verified',
      size: blueprint.sizes[0]?.id,
      durationHours: 2,
      sshPublicKey: publicKey,
    }),
  );
  const ready = await reaches(call, launched.id, 'ready');
  report(`launch: ready after ${Math.round((Date.now() - started) / 1000)} s, ${ready.steps.length} steps`);
  return ready;
}

async function useMachine({ call }: Session, id: string): Promise<void> {
  const login = z
    .looseObject({ secrets: z.array(z.looseObject({ id: z.string() })) })
    .parse(await call('GET', `/instances/${id}/login`));
  for (const secret of login.secrets) await call('POST', `/instances/${id}/secrets/${secret.id}/reveal`);
  await call('GET', `/instances/${id}/console`);
  await call('GET', `/instances/${id}/activity`);
  await call('POST', `/instances/${id}/stop`);
  await reaches(call, id, 'stopped');
  await call('POST', `/instances/${id}/start`);
  await reaches(call, id, 'ready');
  await call('POST', `/instances/${id}/reboot`);
  await reaches(call, id, 'ready');
  await call('POST', `/instances/${id}/extend`, { hours: 4 });
  await call('GET', '/fleet/instances');
  await call('GET', '/fleet/strays');
  const keys = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await call('GET', '/ssh-keys'));
  for (const key of keys.items) await call('DELETE', `/ssh-keys/${key.id}`);
  await call('POST', `/instances/${id}/terminate`);
  await reaches(call, id, 'terminated');
}

async function reaches(call: Session['call'], id: string, state: Instance['state']): Promise<Instance> {
  const deadline = Date.now() + readySeconds * 1000;
  for (;;) {
    const machine = instanceSchema.parse(await call('GET', `/instances/${id}`));
    if (machine.state === state) return machine;
    assert.notEqual(machine.state, 'failed', `the machine failed: ${JSON.stringify(machine)}`);
    assert.ok(Date.now() < deadline, `the machine is ${machine.state}, not ${state}`);
    await sleep(askAgainMilliseconds);
  }
}
