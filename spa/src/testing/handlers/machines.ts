import {
  powerActions,
  type InstanceAction,
  type InstanceState,
  type PowerAction,
} from '@cloudapp/contracts/instance-lifecycle';
import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import type { SizeId } from '@cloudapp/contracts/blueprint';
import type { ChosenKey, Instance } from '@cloudapp/contracts/instance';
import type { Launch, LaunchOutcome } from '@cloudapp/contracts/launch';
import { problemDocument } from '@cloudapp/contracts/problem';
import type { HttpHandler } from 'msw';
import { keyIdOf } from '../../lib/ssh-key/key-id.ts';
import { sizes } from '../data/blueprints.ts';
import { consoleOutput, loginDetails } from '../data/login.ts';
import { machine, ownerOf, withoutKeeping } from '../data/machines.ts';
import { usage } from '../data/usage.ts';
import { ago } from '../data/records.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';
import { currentUser } from './people.ts';
import { isSearched } from './search.ts';

function visibleMachine(world: World, id: string): Instance {
  const user = currentUser(world);
  const found = world.machines.find((candidate) => candidate.id === id);
  if (!found || (found.owner.id !== user.id && user.role !== 'admin')) throw new MockProblem('not-found');
  return found;
}

/** Changes a machine in the list to a new object, as a fresh answer would be. */
function change(world: World, id: string, changes: Partial<Instance>): Instance {
  const changed = { ...visibleMachine(world, id), ...changes };
  world.machines = world.machines.map((candidate) => (candidate.id === id ? changed : candidate));
  return changed;
}

function changeCalendar(world: World, id: string, calendar: MachineHours['calendar']): Instance {
  const { hours } = visibleMachine(world, id);
  if (hours === undefined) throw new MockProblem('state-conflict');
  return change(world, id, { hours: { ...hours, calendar } });
}

function act(world: World, id: string, action: InstanceAction, state: InstanceState): Instance {
  const { allowedActions: allowed, owner } = visibleMachine(world, id);
  if (!allowed.includes(action)) throw new MockProblem('state-conflict');
  return change(world, id, {
    state,
    stateChangedAt: new Date().toISOString(),
    startRefusal: undefined,
    stopCause: action === 'stop' ? { rule: 'person', by: ownerOf(currentUser(world)) } : undefined,
    allowedActions: withoutKeeping(state, owner.id === currentUser(world).id),
  });
}

/** The state that an answer shows right after each action. */
const stateAfter: Readonly<Record<PowerAction, InstanceState>> = {
  start: 'starting',
  stop: 'stopping',
  reboot: 'rebooting',
  terminate: 'terminating',
};

/** Puts the key of a machine among those that its owner can choose again. */
async function chooseKey(world: World, { sshPublicKey, sshKeyName = 'key', isSshKeyUnsaved = false }: ChosenKey) {
  const id = await keyIdOf(sshPublicKey);
  const now = new Date().toISOString();
  const key = {
    id,
    name: sshKeyName,
    publicKey: sshPublicKey,
    fingerprint: `SHA256:${id.slice(0, 43)}`,
    isSaved: !isSshKeyUnsaved,
    createdAt: now,
    lastUsedAt: now,
  };
  world.sshKeys = [key, ...world.sshKeys.filter((other) => other.id !== id)];
  return id;
}

async function launch(world: World, wish: Launch): Promise<Instance> {
  const user = currentUser(world);
  if (user.quota.used >= user.quota.limit) throw new MockProblem('quota-exceeded');
  user.quota.used += 1;
  const launched = machine(wish.name, 'requested', wish.blueprintId, {
    sshKey: { id: await chooseKey(world, wish), canBeReplaced: true },
    owner: ownerOf(user),
    createdAt: new Date().toISOString(),
    expectedReadyAt: new Date(Date.now() + 70_000).toISOString(),
  });
  launched.steps = launched.steps.map(({ id, title, expectedSeconds }) => ({
    id,
    title,
    expectedSeconds,
    state: 'pending',
  }));
  world.machines = [launched, ...world.machines];
  return launched;
}

/** The catalogue, machines and keys. */
export function machineHandlers(world: World): HttpHandler[] {
  const answered = new Map<string, Instance>();
  return [
    mockRoute('listBlueprints', () => ({ items: world.blueprints })),
    mockRoute('getOwnBudget', () => world.ownBudget),
    mockRoute('listInstances', ({ query }) => ({
      items: world.machines.filter(
        ({ name, blueprint, address = '', owner, state }) =>
          owner.id === currentUser(world).id &&
          isSearched(query, [name, blueprint.name, address]) &&
          (query.get('state') ?? state) === state &&
          (state !== 'terminated' || query.get('ended') === 'true'),
      ),
    })),
    mockRoute('launchInstance', async ({ body, headers }) => {
      const key = headers.get('idempotency-key') ?? '';
      const machine = answered.get(key) ?? (await launch(world, body));
      answered.set(key, machine);
      return machine;
    }),
    mockRoute('launchSeveral', async ({ body: { names, ...choices } }) => {
      const items: LaunchOutcome[] = [];
      for (const name of names) {
        try {
          items.push({ outcome: 'launched', name, machine: await launch(world, { ...choices, name }) });
        } catch (error) {
          if (!(error instanceof MockProblem)) throw error;
          items.push({ outcome: 'refused', name, problem: problemDocument(error.code) });
        }
      }
      return { items };
    }),
    mockRoute('getInstance', ({ params }) => visibleMachine(world, params.id)),
    ...powerActions.map((action) =>
      mockRoute(`${action}Instance`, ({ params }) => act(world, params.id, action, stateAfter[action])),
    ),
    mockRoute('extendInstance', ({ params, body }) =>
      change(world, params.id, { leaseEndsAt: new Date(Date.now() + body.hours * 3_600_000).toISOString() }),
    ),
    mockRoute('keepInstance', ({ params }) => change(world, params.id, { deletesAt: ago({ days: -14 }) })),
    mockRoute('replaceKey', async ({ params, body }) => {
      const keyId = await chooseKey(world, body);
      return change(world, params.id, {
        sshKey: { id: keyId, canBeReplaced: true, waitingSince: new Date().toISOString() },
      });
    }),
    mockRoute('setHours', ({ params, body }) => {
      const { calendar } = visibleMachine(world, params.id).hours ?? {};
      return change(world, params.id, { hours: { ...body, ...(calendar && { calendar }) } });
    }),
    mockRoute('setHoursCalendar', ({ params, body: { fileName } }) =>
      changeCalendar(world, params.id, { name: fileName, days: 2, lastDay: '2099-12-26' }),
    ),
    mockRoute('followHoursCalendar', ({ params, body: { address } }) => {
      const { host } = new URL(address);
      const source = { host, fetchedAt: new Date().toISOString() };
      return changeCalendar(world, params.id, { name: 'Company', days: 2, lastDay: '2099-12-26', source });
    }),
    mockRoute('removeHoursCalendar', ({ params }) => changeCalendar(world, params.id, undefined)),
    mockRoute('removeHours', ({ params }) => change(world, params.id, { hours: undefined })),
    mockRoute('listHolidayCountries', () => ({
      items: [
        { country: 'DE', name: 'Germany', regions: [{ region: 'BE', name: 'Berlin' }] },
        { country: 'NP', name: 'Nepal', regions: [] },
      ],
    })),
    mockRoute('noteSshKeySaved', ({ params }) => {
      world.sshKeys = world.sshKeys.map((key) => (key.id === params.id ? { ...key, isSaved: true } : key));
      return undefined;
    }),
    mockRoute('retryInstance', ({ params, query }) => {
      const failed = act(world, params.id, 'retry', 'terminating');
      const fresh = machine(`${failed.name} 2`, 'requested', failed.blueprint.id, {
        owner: failed.owner,
        size: sizes[(query.get('size') as SizeId | null) ?? failed.size.id],
      });
      world.machines = [fresh, ...world.machines];
      return fresh;
    }),
    mockRoute('getLoginDetails', ({ params }) => loginDetails(visibleMachine(world, params.id))),
    mockRoute('revealSecret', () => ({ value: 'tQ7-xk2P-9mVe-Lw4R' })),
    mockRoute('getUsage', () => usage()),
    mockRoute('keepRunning', ({ params, body }) =>
      change(world, params.id, { idle: undefined, keptUntil: ago({ hours: -body.hours }) }),
    ),
    mockRoute('getConsole', () => ({ output: consoleOutput, at: new Date().toISOString() })),
    mockRoute('listActivity', () => ({ items: world.activity })),
    mockRoute('listSshKeys', () => ({ items: world.sshKeys })),
    mockRoute('deleteSshKey', ({ params }) => {
      world.sshKeys = world.sshKeys.filter(({ id }) => id !== params.id);
      return undefined;
    }),
  ];
}
