import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listAudit } from '@cloudapp/contracts/audit';
import { listBlueprints } from '@cloudapp/contracts/blueprint';
import {
  extendInstance,
  getConsole,
  getInstance,
  getLoginDetails,
  instanceRoutes,
  listActivity,
  listFleet,
  listStrays,
  revealSecret,
  type Instance,
} from '@cloudapp/contracts/instance';
import type { ServiceName } from '@cloudapp/contracts/service';
import { changePassword, endSession, listSessions } from '@cloudapp/contracts/session';
import { deleteSshKey, listSshKeys } from '@cloudapp/contracts/ssh-key';
import { getBlueprintStats, getSeries, getSummary } from '@cloudapp/contracts/stats';
import { createUser, deleteUser, listUsers, resetPassword, signOutUser, updateUser } from '@cloudapp/contracts/user';
import { ApiClient } from '../../local/testing/api-client.ts';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import type { SignIn } from './sign-in.ts';

export interface Product {
  readonly signIn: SignIn;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly publicOrigin: string;
  readonly report: (line: string) => void;
}

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
  await first.call(changePassword, { body: { currentPassword: oneTimePassword, newPassword } });
  const administrator = await sessionOf(product, email, newPassword);
  await useAccounts(product, administrator);
  const machine = await launch(administrator, report);
  await useMachine(administrator, machine.id);
  report('machine: console, login, secret, activity, stop, start, reboot, extend and terminate');

  await administrator.call(getSummary);
  await administrator.call(getSeries);
  await administrator.call(getBlueprintStats);
  await administrator.call(listAudit);
  report('statistics and audit log');
  return machine.id;
}

/** The API as it was deployed: each service answers at an address of its own. */
async function sessionOf({ signIn, urls, publicOrigin }: Product, email: string, password: string): Promise<ApiClient> {
  const answer = await signIn(email, password);
  assert.equal(answer.status, 200, `sign-in answers ${String(answer.status)}: ${answer.body}`);
  const setCookie = Object.entries(answer.headers).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1] ?? '';
  const [cookie = ''] = setCookie.split(';');
  return new ApiClient(publicOrigin, { cookie, urlOf: ({ service }) => urls[service as ServiceName] });
}

async function useAccounts(product: Product, administrator: ApiClient): Promise<void> {
  const email = 'somebody@example.com';
  const created = await administrator.call(createUser, { body: { email, name: 'Somebody' } });
  const params = { id: created.user.id };
  const guest = await sessionOf(product, email, created.oneTimePassword);
  await guest.call(endSession);
  await administrator.call(listUsers, { query: { search: 'some' } });
  await administrator.call(updateUser, { params, body: { quota: 1 } });
  await administrator.call(resetPassword, { params });
  await administrator.call(signOutUser, { params });
  await administrator.call(deleteUser, { params });
  await administrator.call(listSessions);
  product.report('people: created, signed in and out, changed, password reset, removed');
}

async function launch(api: ApiClient, report: Product['report']): Promise<Instance> {
  const catalogue = await api.call(listBlueprints);
  const blueprint = catalogue.items.find(({ id }) => id === 'postgresql');
  assert.ok(blueprint, 'there is a blueprint postgresql');
  const started = Date.now();
  const size = blueprint.sizes[0]?.id ?? 'small';
  const launched = await launchMachine(api, { name: 'Verified', blueprintId: blueprint.id, size, durationHours: 2 });
  const ready = await reaches(api, launched.id, 'ready');
  report(`launch: ready after ${Math.round((Date.now() - started) / 1000)} s, ${ready.steps.length} steps`);
  return ready;
}

async function useMachine(api: ApiClient, id: string): Promise<void> {
  const params = { id };
  const login = await api.call(getLoginDetails, { params });
  for (const secret of login.secrets) await api.call(revealSecret, { params: { id, secretId: secret.id } });
  await api.call(getConsole, { params });
  await api.call(listActivity, { params });
  await api.call(instanceRoutes.stopInstance, { params });
  await reaches(api, id, 'stopped');
  await api.call(instanceRoutes.startInstance, { params });
  await reaches(api, id, 'ready');
  await api.call(instanceRoutes.rebootInstance, { params });
  await reaches(api, id, 'ready');
  await api.call(extendInstance, { params, body: { hours: 4 } });
  await api.call(listFleet);
  await api.call(listStrays);
  const keys = await api.call(listSshKeys);
  for (const key of keys.items) await api.call(deleteSshKey, { params: { id: key.id } });
  await api.call(instanceRoutes.terminateInstance, { params });
  await reaches(api, id, 'terminated');
}

async function reaches(api: ApiClient, id: string, state: Instance['state']): Promise<Instance> {
  const deadline = Date.now() + readySeconds * 1000;
  for (;;) {
    const machine = await api.call(getInstance, { params: { id } });
    if (machine.state === state) return machine;
    assert.notEqual(machine.state, 'failed', `the machine failed: ${JSON.stringify(machine)}`);
    assert.ok(Date.now() < deadline, `the machine is ${machine.state}, not ${state}`);
    await sleep(askAgainMilliseconds);
  }
}
