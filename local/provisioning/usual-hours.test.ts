import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

const rules: MachineRules = { keptDays: 14, longestHours: { user: 720, admin: 720 }, longestHoursOf: {} };
const usualHours = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['mon' as const, 'fri' as const], from: '09:00', to: '18:00' }],
};

let cloud: TestCloud;
let service: TestProvisioning;

beforeAll(async () => {
  cloud = await startTestCloud();
  service = await startTestProvisioning(cloud);
});
afterAll(async () => {
  await service.stop();
  await cloud.close();
});

async function setRules(changes: Partial<MachineRules>): Promise<void> {
  const admin = await service.givenPerson(3, { role: 'admin' });
  const response = await service.request(admin, 'PUT', '/machine-rules', { ...rules, ...changes });
  expect(response.status).toBe(200);
  // Longer than the service keeps what it has read of the rules.
  service.passTime(20);
}

async function machineIn(response: Response): Promise<{ id: string; hours: StoredHours | undefined }> {
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Instance;
  return { id, hours: (await service.machines().instances.get(id))?.hours };
}

const launched = async (person: Person) => await machineIn(await service.launch(person));

describe('the hours that new machines get', () => {
  it('are none until administrators set some, and none again afterwards', async () => {
    const person = await service.givenPerson();
    expect((await launched(person)).hours).toBeUndefined();

    await setRules({ usualHours });
    expect((await launched(person)).hours).toMatchObject({ ...usualHours, daysOff: [] });
    await setRules({});

    expect((await launched(person)).hours).toBeUndefined();
  });

  it('are meant where whoever launches is, if that is known', async () => {
    await setRules({ usualHours });
    const zoneFor = async (timeZone: string) =>
      (await launched(await service.givenPerson(3, { timeZone }))).hours?.zone;

    expect([await zoneFor('America/New_York'), await zoneFor('Mars/Olympus')]).toEqual([
      'America/New_York',
      'Europe/Berlin',
    ]);
  });

  it('come with public holidays, and are in history and audit log as nobody’s deed', async () => {
    const person = await service.givenPerson();
    await setRules({ usualHours: { ...usualHours, holidays: { country: 'DE', region: 'BE' } } });

    const { id, hours } = await launched(person);

    expect(hours?.holidays?.days).toContain(`${service.clock().getUTCFullYear() + 1}-05-01`);
    const words = 'Mon, Fri 9:00–18:00 (Europe/Berlin), not started on public holidays (DE-BE)';
    const { items } = (await (await service.request(person, 'GET', `/instances/${id}/activity`)).json()) as {
      items: { text: string; actor?: object }[];
    };
    expect(items.find(({ text }) => text === `Hours: ${words}`)).not.toHaveProperty('actor');
    const audit = await service.to.audit.listOf('by-subject', id, { limit: 50 });
    const event = audit.items.find(({ action }) => action === 'machine-hours-set');
    expect(event).toMatchObject({ detail: words });
    expect(event).not.toHaveProperty('actor');
  });

  it('are the owner’s to remove', async () => {
    const person = await service.givenPerson();
    await setRules({ usualHours });
    const { id } = await launched(person);

    expect((await service.request(person, 'DELETE', `/instances/${id}/hours`)).status).toBe(200);

    expect((await service.machines().instances.get(id))?.hours).toBeUndefined();
  });

  it('are not given to what takes the place of a failed machine: that has the hours of this', async () => {
    const person = await service.givenPerson();
    await setRules({ usualHours });
    cloud.ec2.endpoint.faults.add({ kind: 'capacity', times: 2 }); // in both zones
    const { id } = await launched(person);
    await until(
      () => service.read(person, id),
      ({ state }) => state === 'failed',
    );
    await setRules({ usualHours: { ...usualHours, zone: 'Asia/Kathmandu' } });

    const retried = await service.request(person, 'POST', `/instances/${id}/retry`, undefined, 'retry-hours-1');

    expect((await machineIn(retried)).hours).toMatchObject(usualHours);
  });
});
