import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryRepository } from '@cloudapp/data/directory-repository';
import { giveRights } from './application/directory-rights.ts';
import { changeGroup } from './application/scim-groups.ts';
import { directoryActor } from './application/scim-request.ts';
import { RightsPass } from './application/rights-pass.ts';
import { everybodyHasRights, scimClient, type ScimClient } from './testing/scim-client.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let directory: ScimClient;
let userId: string;
let groupId: string;

beforeEach(async () => {
  service = await startTestService();
  directory = await scimClient(service);
  await service.givenCaller({ role: 'admin' });
  const { to } = service;
  const entry = { event: { action: 'directory-rules-changed' as const }, at: new Date() };
  await to.directoryChanges.setRules(
    await to.directorySettings.rules(),
    [{ group: 'Admins', role: 'admin' }],
    'set',
    entry,
  );
  await to.directorySettings.clearPending(['set']);
  userId = (await directory.givenUser()).id;
  groupId = (await directory.givenGroup({ displayName: 'Admins' })).id;
});
afterEach(() => service.stop());

const actor = () => directoryActor({ clientAddress: '192.0.2.1', now: new Date() });
const role = async () => (await service.to.users.get(userId))?.role;
const adding = (group: Parameters<Parameters<typeof changeGroup>[2]>[0]) => ({
  displayName: group.displayName,
  isEmptied: false,
  added: new Set([userId]),
  removed: new Set<string>(),
});

describe('what groups give', () => {
  it('is not kept by who was taken out of the group while it was given', async () => {
    await service.to.directory.changeMembers(groupId, [userId], []);
    const { parts } = service;
    let isFirst = true;
    const rights: typeof parts.rights = async (...given) => {
      if (isFirst)
        await directory.patch(`/Groups/${groupId}`, [{ op: 'remove', path: `members[value eq "${userId}"]` }]);
      isFirst = false;
      return await parts.rights(...given);
    };

    await giveRights({ ...parts, rights }, [userId], actor());

    expect(await role()).toBe('user');
  });

  it('is had once there is time for it, though what wrote members failed half-way', async () => {
    class Failing extends DirectoryRepository {
      override async changeMembers(...change: Parameters<DirectoryRepository['changeMembers']>): Promise<void> {
        await super.changeMembers(...change);
        throw new Error('The table does not answer');
      }
    }
    const failing = { ...service.parts, directory: new Failing(service.tables.database) };

    await expect(changeGroup(failing, { id: groupId, ifMatch: undefined }, adding, actor())).rejects.toThrow(
      'not answer',
    );
    await everybodyHasRights(service);

    expect(await role()).toBe('admin');
  });

  it('is still waited for by one change when another is done', async () => {
    const { directorySettings } = service.to;
    await service.to.directory.changeMembers(groupId, [userId], []);
    await directorySettings.setPending('interrupted');

    await directory.givenGroup({ displayName: 'Others' });

    expect([...(await directorySettings.rules()).pending]).toEqual(['interrupted']);
    const pass = new RightsPass(
      () => service.parts,
      () => new Date(),
      (error) => {
        throw error;
      },
    );
    pass.start();
    await pass.idle();
    expect([await role(), (await directorySettings.rules()).pending.size]).toEqual(['admin', 0]);
  });

  it('waits for nothing after a change that was refused', async () => {
    await directory.patch(`/Groups/${groupId}`, [{ op: 'add', path: 'members', value: [{ value: 'nobody' }] }]);
    await directory.send('POST', '/Groups', { body: { displayName: 'ADMINS' } });

    expect((await service.to.directorySettings.rules()).pending.size).toBe(0);
  });
});
