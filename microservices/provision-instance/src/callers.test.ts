import {
  allowedActions,
  instanceActions,
  instanceStates,
  type InstanceAction,
} from '@cloudapp/contracts/instance-state';
import { givenTokenKinds } from '@cloudapp/accounts/testing/token-kinds';
import { silent } from '@cloudapp/machines/testing/usage';
import { answersAt, routesOf } from '@cloudapp/service-kit/testing/caller-matrix';
import { doorOf } from '@cloudapp/service-kit/testing/doors';
import { answersToTokens, dueToTokens } from '@cloudapp/service-kit/testing/token-matrix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineToken, publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let owner: Caller;

beforeAll(async () => {
  service = await startTestService();
  owner = await service.givenCaller();
});
afterAll(() => service.stop());

const event = { boot: 1, sequence: 9, type: 'step-started', stepId: 'packages' };
const cookieOf = ({ token }: Caller) => ({ Cookie: `__Host-session=${token}` });

const bodies: Readonly<Record<string, unknown>> = {
  extendInstance: { hours: 2 },
  setHours: { zone: 'Europe/Berlin', windows: [{ days: ['mon'], from: '09:00', to: '18:00' }], daysOff: [] },
  setHoursCalendar: { fileName: 'holidays.ics', file: btoa('BEGIN:VCALENDAR') },
  // Refused before anything is asked: it is not on the internet.
  followHoursCalendar: { address: 'https://10.0.0.1/holidays.ics' },
  replaceKey: { sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p' },
  postBootEvent: event,
  lookAtAnswer: { token: 'a'.repeat(43) },
  giveAnswer: { token: 'a'.repeat(43) },
  setBudgets: { people: [] },
  setMachineRules: { longestHours: { user: 720, admin: 720 }, longestHoursOf: {} },
  rehearseRules: { budgets: { people: [] } },
  reportKey: { keyId: 'a'.repeat(64) },
  reportUsage: { samples: [{ secondsAgo: 0, ...silent }] },
  keepFromMachine: { minutes: 60 },
  keepRunning: { hours: 3 },
};
const paths: Readonly<Record<string, string>> = {
  '/blueprints/:id': 'postgresql',
  '/ssh-keys/:id': 'a'.repeat(64),
  '/ssh-keys/:id/saved': 'a'.repeat(64),
};

it.each(routesOf('provision-instance'))('$method $path admits whom it should', async (contract) => {
  // A terminated machine: whoever gets in is told so, and nothing happens at EC2.
  const machine = await service.givenMachine(owner.user, 'terminated', { ec2InstanceId: undefined });
  const callers = {
    machine: { Authorization: `Bearer ${machineToken}` },
    newcomer: cookieOf(await service.givenCaller({ role: 'admin', mustChangePassword: true })),
    owner: cookieOf(owner),
    other: cookieOf(await service.givenCaller()),
    admin: cookieOf(await service.givenCaller({ role: 'admin' })),
  };
  const params = { id: paths[contract.path] ?? machine.instanceId, secretId: 'password' };
  const scene = { callers, params, body: bodies[contract.name] };

  expect(await answersAt({ url: service.url, publicOrigin }, contract, scene)).toEqual(doorOf(contract.name));
});

it.each(routesOf('provision-instance'))(
  '$method $path takes tokens that are for it, and no others',
  async (contract) => {
    const machine = await service.givenMachine(owner.user, 'terminated', { ec2InstanceId: undefined });
    const scene = {
      tokens: await givenTokenKinds(service.to),
      cookie: cookieOf(owner).Cookie,
      params: { id: paths[contract.path] ?? machine.instanceId, secretId: 'password' },
      body: bodies[contract.name],
    };

    expect(await answersToTokens(service.url, contract, scene)).toEqual(dueToTokens(contract));
  },
);

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
    const success = (action: InstanceAction) => (action === 'extend' || action === 'keep' ? 200 : 202);
    expect(statuses).toEqual(actions.map((action) => [action, permitted.includes(action) ? success(action) : 409]));
  });
});

describe('the stopped machine of somebody whose account is disabled', () => {
  it('is started by an administrator alone, which it keeps in mind', async () => {
    const leaver = await service.givenCaller();
    const other = await service.givenCaller();
    const admin = await service.givenCaller({ role: 'admin' });
    const { instanceId } = await service.givenMachine(leaver.user, 'stopped');
    const { to } = service;
    const entry = { event: { action: 'user-disabled' }, at: new Date() } as const;
    await to.accounts.update(leaver.user, { status: 'disabled' }, undefined, entry);

    const start = async (as: Caller) =>
      (await service.request('POST', `/instances/${instanceId}/start`, { as })).status;

    expect([await start(leaver), await start(other), await start(admin)]).toEqual([401, 404, 202]);
    const record = await service.machines.instances.get(instanceId);
    expect(record).toMatchObject({ state: 'starting', startedByAdministratorAt: record?.stateChangedAt });
  });
});

describe('boot events', () => {
  const post = async (instanceId: string, token: string, body: object = event) =>
    await fetch(`${service.url}/api/instances/${instanceId}/boot-events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
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

  it('of a step that the machine does not have are refused, and change nothing', async () => {
    const record = await service.givenMachine(owner.user, 'installing');
    const { instanceId, version } = record;

    const response = await post(instanceId, machineToken, { ...event, stepId: 'not-of-this-blueprint' });

    expect(response.status).toBe(400);
    expect(await service.machines.instances.get(instanceId)).toMatchObject({ version, state: 'installing' });
  });

  it.each(['terminating', 'terminated'] as const)('of a machine that is %s are told that it is over', async (state) => {
    const { instanceId } = await service.givenMachine(owner.user, state);

    const statuses = [(await post(instanceId, machineToken)).status, (await post(instanceId, 'n'.repeat(43))).status];

    expect(statuses).toEqual([410, 401]);
  });

  it('that come too often are put off, for that machine alone', async () => {
    const [loud, quiet] = [
      await service.givenMachine(owner.user, 'installing'),
      await service.givenMachine(owner.user, 'installing'),
    ];
    const statuses = new Set<number>();
    let last = await post(loud.instanceId, machineToken);
    for (let reports = 0; reports < 180; reports++) {
      statuses.add(last.status);
      last = await post(loud.instanceId, machineToken);
    }

    expect([...statuses]).toEqual([204]);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await post(quiet.instanceId, machineToken)).status).toBe(204);
  });

  it('show of what a machine prints only what is text', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'installing');
    const line = 'a\u001bP1$r0m\u001b\\b\u202e\u0000\u009b31mc\u2028d';

    await post(instanceId, machineToken, { boot: 1, sequence: 9, type: 'step-output', stepId: 'packages', line });

    const response = await service.request('GET', `/instances/${instanceId}`, { as: owner });
    expect(await response.json()).toMatchObject({ steps: [{ lastLine: 'abc d' }, {}] });
  });

  it.each(['a\nb', 'a\u001b[2Jb', 'a\u0000', 'a\u009bb', 'a\u202eb', 'a\u2028b'])(
    'with the secret %j are refused',
    async (value) => {
      const { instanceId } = await service.givenMachine(owner.user, 'installing');
      const passed = { boot: 1, sequence: 9, type: 'check-passed', seconds: 1, hostKeys: ['ssh-ed25519 AAAA'] };

      const response = await post(instanceId, machineToken, { ...passed, secrets: { password: value } });

      expect(response.status).toBe(400);
    },
  );

  it('before EC2 has answered come again later', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'requested');

    expect((await post(instanceId, machineToken)).status).toBe(503);
  });
});
