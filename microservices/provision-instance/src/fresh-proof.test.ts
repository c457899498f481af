import { powerActions } from '@cloudapp/contracts/instance-lifecycle';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let owner: Caller;
let admin: Caller;
let staleAdmin: Caller;

beforeAll(async () => {
  service = await startTestService();
  owner = await service.givenCaller();
  admin = await service.givenCaller({ role: 'admin' });
  staleAdmin = await service.givenStale(admin);
});
afterAll(() => service.stop());

const act = (id: string, action: string, as: Caller, body?: object) =>
  service.request('POST', `/instances/${id}/${action}`, { as, body });

describe('an administrator whose proof is eleven minutes old', () => {
  it('erases no machine of somebody else, and does once it is fresh', async () => {
    const { instanceId } = await service.givenMachine(owner.user, 'ready');
    const before = await service.machines.instances.get(instanceId);

    const refused = await act(instanceId, 'terminate', staleAdmin);

    expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([403, 'proof-required']);
    expect(await service.machines.instances.get(instanceId)).toEqual(before);
    expect((await act(instanceId, 'terminate', admin)).status).toBe(202);
  });

  it.each([...powerActions.filter((action) => action !== 'terminate'), 'extend'])(
    'may %s one, of which nothing is lost',
    async (action) => {
      const { instanceId } = await service.givenMachine(owner.user, action === 'start' ? 'stopped' : 'ready');

      const response = await act(instanceId, action, staleAdmin, action === 'extend' ? { hours: 2 } : undefined);

      expect(response.ok).toBe(true);
    },
  );

  it('erases a machine of their own', async () => {
    const { instanceId } = await service.givenMachine(admin.user, 'ready');

    expect((await act(instanceId, 'terminate', staleAdmin)).status).toBe(202);
  });
});

describe('a user whose proof is eleven minutes old', () => {
  it('erases a machine of their own, and somebody else’s is not there', async () => {
    const stale = await service.givenStale(owner);
    const own = await service.givenMachine(owner.user, 'ready');
    const other = await service.givenMachine(admin.user, 'ready');

    expect((await act(own.instanceId, 'terminate', stale)).status).toBe(202);
    expect((await act(other.instanceId, 'terminate', stale)).status).toBe(404);
  });
});
