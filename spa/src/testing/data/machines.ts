import { allowedActions, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import type { Instance, InstanceStep } from '@cloudapp/contracts/instance';
import type { User } from '@cloudapp/contracts/user';
import { blueprints, sizes } from './blueprints.ts';
import { ago } from './records.ts';
import { ada, grace, idOf, users } from './users.ts';

type StepProgress = Pick<InstanceStep, 'state'> & Partial<InstanceStep>;

function stepsOf(blueprintId: string, progress: readonly StepProgress[]): InstanceStep[] {
  const steps = blueprints().find(({ id }) => id === blueprintId)?.steps ?? [];
  return steps.map((step, index) => ({ ...step, ...(progress[index] ?? { state: 'pending' }) }));
}

const allDone: readonly StepProgress[] = [8, 42, 2, 5, 6].map((seconds) => ({ state: 'done', seconds }));

/** What is allowed where nothing would delete a machine. */
export function withoutKeeping(...[state, isOwner]: Parameters<typeof allowedActions>) {
  return allowedActions(state, isOwner).filter((action) => action !== 'keep');
}

/** A machine in a state, consistent in itself. */
export function machine(
  name: string,
  state: InstanceState,
  blueprintId: string,
  changes: Partial<Instance> = {},
): Instance {
  const blueprint = blueprints().find(({ id }) => id === blueprintId);
  if (!blueprint) throw new Error(`No blueprint ${blueprintId}`);
  const owner = changes.owner ?? ownerOf(ada());
  const base: Instance = {
    id: idOf('mch', name),
    name,
    owner,
    blueprint: { id: blueprint.id, version: blueprint.version, name: blueprint.name, icon: blueprint.icon },
    size: sizes.medium,
    diskGib: 20,
    state,
    stateChangedAt: ago({ minutes: 38 }),
    createdAt: ago({ minutes: 39, seconds: 12 }),
    steps: stepsOf(blueprintId, allDone),
    sshKey: { id: 'b'.repeat(64), canBeReplaced: !['failed', 'terminating', 'terminated'].includes(state) },
    durationHours: 8,
    cost: { perHour: 0.0448, perHourStopped: 0.0022, soFar: 0.0245 },
    allowedActions: withoutKeeping(state, true),
    ...changes,
  };
  if (state !== 'ready') return base;
  return {
    ...base,
    readyAt: ago({ minutes: 38 }),
    address: '54.93.114.20',
    leaseEndsAt: ago({ hours: -3, minutes: -20 }),
    ...changes,
  };
}

export function ownerOf({ id, name, email }: User): Instance['owner'] {
  return { id, name, email };
}

/** PostgreSQL in the middle of its second step. */
export function installingMachine(): Instance {
  return machine('swift-heron', 'installing', 'postgresql', {
    stateChangedAt: ago({ seconds: 20 }),
    createdAt: ago({ seconds: 31 }),
    address: '18.184.7.61',
    steps: stepsOf('postgresql', [
      { state: 'done', seconds: 9, startedAt: ago({ seconds: 22 }) },
      { state: 'running', startedAt: ago({ seconds: 13 }), lastLine: 'Unpacking postgresql-15 (15.8-0+deb12u1) ...' },
    ]),
    expectedReadyAt: ago({ seconds: -43 }),
    usuallyReadyAt: ago({ seconds: -43 }),
    leaseEndsAt: ago({ hours: -8 }),
    cost: { perHour: 0.0448, perHourStopped: 0.0022, soFar: 0.0003 },
  });
}

export function failedMachine(): Instance {
  return machine('calm-badger', 'failed', 'docker-host', {
    stateChangedAt: ago({ minutes: 6 }),
    createdAt: ago({ minutes: 8 }),
    address: '3.121.44.9',
    failure: {
      code: 'step-failed',
      stepId: 'step-1',
      message:
        'The step “Installing Docker” failed with exit code 100: the package archive could not be reached. Nothing of yours was on the machine yet.',
    },
    steps: stepsOf('docker-host', [
      { state: 'done', seconds: 8 },
      {
        state: 'failed',
        seconds: 34,
        output:
          'Reading package lists...\nErr:1 http://mirror.example.org/debian trixie InRelease\n  Temporary failure resolving ‘mirror.example.org’\nE: Failed to fetch http://mirror.example.org/debian/dists/bookworm/InRelease\nE: Some index files failed to download.',
      },
    ]),
    cost: { perHour: 0.0448, perHourStopped: 0.0022, soFar: 0.005 },
  });
}

/** Ada's machines, then those of others. */
export function machines(): Instance[] {
  const others = { owner: ownerOf(users().find(({ name }) => name === 'Margaret Hamilton') ?? ada()) };
  return [
    installingMachine(),
    failedMachine(),
    machine('brave-otter', 'ready', 'postgresql'),
    machine('quiet-lynx', 'stopped', 'python-data-science', {
      readyAt: ago({ days: 2, minutes: -3 }),
      createdAt: ago({ days: 2 }),
      stopCause: { rule: 'hours' },
      ranSeconds: 62_400,
      size: sizes.large,
      cost: { perHour: 0.0824, perHourStopped: 0.0022, soFar: 1.42 },
    }),
    machine('golden-falcon', 'ready', 'browser-ide', {
      ...others,
      address: '18.156.30.112',
      createdAt: ago({ days: 1 }),
      leaseEndsAt: ago({ minutes: -24 }),
      cost: { perHour: 0.0448, perHourStopped: 0.0022, soFar: 0.88 },
      allowedActions: withoutKeeping('ready', false),
    }),
    machine('keen-puffin', 'stopping', 'nodejs', {
      ...others,
      readyAt: ago({ hours: 5 }),
      createdAt: ago({ hours: 6 }),
    }),
    machine('tidy-wren', 'ready', 'web-server', {
      owner: ownerOf(grace()),
      size: sizes.small,
      address: '3.70.201.18',
      createdAt: ago({ days: 6 }),
      leaseEndsAt: ago({ days: -4 }),
      cost: { perHour: 0.026, perHourStopped: 0.0022, soFar: 2.71 },
    }),
  ];
}
