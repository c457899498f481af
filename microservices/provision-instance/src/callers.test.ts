import { routes } from '@cloudapp/contracts/api';
import {
  allowedActions,
  instanceActions,
  instanceStates,
  type InstanceAction,
} from '@cloudapp/contracts/instance-state';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineToken, startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let callers: Record<'nobody' | 'owner' | 'other' | 'admin' | 'newcomer', Caller | undefined>;
let owner: Caller;

beforeAll(async () => {
  service = await startTestService();
  owner = await service.givenCaller();
  callers = {
    nobody: undefined,
    owner,
    other: await service.givenCaller(),
    admin: await service.givenCaller({ role: 'admin' }),
    newcomer: await service.givenCaller({ mustChangePassword: true }),
  };
});
afterAll(() => service.stop());

type Name = keyof typeof callers;

const everybody: readonly Name[] = ['owner', 'other', 'admin'];
const ownersAndAdministrators: readonly Name[] = ['owner', 'admin'];

/** Who gets more than a refusal from each route; `not-found` is the refusal where a machine is somebody else's. */
const doors: Record<string, readonly Name[]> = {
  'GET /blueprints': everybody,
  'GET /blueprints/:id': everybody,
  'GET /instances': everybody,
  'POST /instances': everybody,
  'GET /instances/:id': ownersAndAdministrators,
  'POST /instances/:id/start': ownersAndAdministrators,
  'POST /instances/:id/stop': ownersAndAdministrators,
  'POST /instances/:id/reboot': ownersAndAdministrators,
  'POST /instances/:id/terminate': ownersAndAdministrators,
  'POST /instances/:id/extend': ownersAndAdministrators,
  'POST /instances/:id/retry': ['owner'],
  'GET /instances/:id/login': ['owner'],
  'POST /instances/:id/secrets/:secretId/reveal': ['owner'],
  'GET /instances/:id/console': ownersAndAdministrators,
  'GET /instances/:id/activity': ownersAndAdministrators,
  'GET /fleet/instances': ['admin'],
  'GET /fleet/strays': ['admin'],
  'POST /instances/:id/boot-events': [],
  'GET /ssh-keys': everybody,
  'DELETE /ssh-keys/:id': everybody,
};

const refusals: ReadonlySet<string> = new Set([
  'session-required',
  'administrator-required',
  'password-change-required',
  'machine-token-invalid',
]);

it('has a line for every route of the service', () => {
  const own = routes.filter((route) => route.service === 'provision-instance');

  expect(own.map((route) => `${route.method} ${route.path}`).sort()).toEqual(Object.keys(doors).sort());
});

it.each(Object.entries(doors))('%s admits %j', async (route, admitted) => {
  const [method = '', path = ''] = route.split(' ');
  // A terminated machine: whoever gets in is told so, and nothing happens at EC2.
  const machine = await service.givenMachine(owner.user, 'terminated', { ec2InstanceId: undefined });
  const isMachineRoute = path.startsWith('/instances/:id');
  const target = path
    .replace('/blueprints/:id', '/blueprints/postgresql')
    .replace('/ssh-keys/:id', `/ssh-keys/${'a'.repeat(64)}`)
    .replace(':id', machine.instanceId)
    .replace(':secretId', 'password');
  const body = path.endsWith('/extend') ? { hours: 2 } : undefined;

  const seen: Name[] = [];
  for (const [name, as] of Object.entries(callers) as [Name, Caller | undefined][]) {
    const response = await service.request(method, target, { as, body });
    const problem = response.ok ? undefined : problemSchema.parse(await response.json());
    const isRefused =
      problem !== undefined && (refusals.has(problem.code) || (isMachineRoute && problem.code === 'not-found'));
    if (!isRefused) seen.push(name);
  }

  expect(seen).toEqual(admitted);
});

describe('every action in every state', () => {
  const actions = instanceActions.filter((action) => action !== 'retry');

  it.each(instanceStates)('%s', async (state) => {
    const statuses: [string, number][] = [];
    for (const action of actions) {
      const { instanceId } = await service.givenMachine(owner.user, state);
      const body = action === 'extend' ? { hours: 2 } : undefined;
      const response = await service.request('POST', `/instances/${instanceId}/${action}`, { as: owner, body });
      statuses.push([action, response.status]);
    }

    const permitted = allowedActions(state, true);
    const success = (action: InstanceAction) => (action === 'extend' ? 200 : 202);
    expect(statuses).toEqual(actions.map((action) => [action, permitted.includes(action) ? success(action) : 409]));
  });
});

describe('boot events', () => {
  const event = { boot: 1, sequence: 9, type: 'step-started', stepId: 'packages' };
  const post = async (instanceId: string, token: string) =>
    await fetch(`${service.url}/api/instances/${instanceId}/boot-events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(event),
    });

  it('are taken from the machine itself, once', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'installing');

    const statuses = [(await post(instanceId, machineToken)).status, (await post(instanceId, machineToken)).status];

    expect(statuses).toEqual([204, 204]);
    const record = await service.machines.instances.get(instanceId);
    expect([record?.version, record?.steps[0]?.state]).toEqual([8, 'running']);
  });

  it.each([
    ['another token', (id: string) => post(id, 'n'.repeat(43))],
    ['an unknown machine', () => post(`mch_${'1'.repeat(26)}`, machineToken)],
  ])('with %s are refused', async (_, send) => {
    const { instanceId } = await service.givenMachine(owner.user, 'installing');

    expect((await send(instanceId)).status).toBe(401);
  });

  it('before EC2 has answered come again later', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'requested');

    expect((await post(instanceId, machineToken)).status).toBe(503);
  });
});
