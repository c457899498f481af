import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceIn, LastingFacts } from '@cloudapp/data/instance-record';

export const sampleNow = new Date('2026-03-01T12:00:00.000Z');

/** Seconds before or after `sampleNow`, as stored. */
export const at = (seconds: number) => new Date(sampleNow.getTime() + seconds * 1000).toISOString();

const lasting: LastingFacts = {
  instanceId: `mch_${'0'.repeat(26)}`,
  version: 7,
  owner: { id: `usr_${'0'.repeat(26)}`, name: 'Ada', email: 'ada@example.org' },
  name: 'Mine',
  blueprint: { id: 'postgresql', version: 1, name: 'PostgreSQL server', icon: 'database' },
  login: { userName: 'admin', tools: [], secrets: [], firstSteps: 'Look around.' },
  size: { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.0204 },
  diskGib: 20,
  sshPublicKey: 'ssh-ed25519 AAAA',
  stateChangedAt: at(-300),
  createdAt: at(-600),
  steps: [
    { id: 'packages', title: 'Installing', state: 'pending', expectedSeconds: 30 },
    { id: 'start', title: 'Starting', state: 'pending', expectedSeconds: 5 },
  ],
  expectedBootSeconds: 40,
  installLimitSeconds: 1000,
  durationHours: 8,
  prices: { diskPerHour: 0.0024, addressPerHour: 0.005 },
  costMicros: 0,
  ranMs: 0,
  ratePerHourMicros: 0,
  areCreditsLimited: true,
  holdsQuota: true,
  tokenHash: '0'.repeat(64),
  launchAttempts: 1,
  recordedAt: at(-590),
  announcedAt: at(-590),
  position: { boot: 1, seen: [1] },
  bootBefore: 0,
};
const launched = { ec2InstanceId: 'i-0123456789abcdef0', lastLaunchAt: at(-600) };
/** 0.0204 for the size, 0.0024 for the disk, 0.005 for the address. */
const running = { ...launched, billedSince: at(-60), ratePerHourMicros: 27_800 };
const addresses = { address: '192.0.2.1', privateAddress: '10.41.32.7' };
const proven = { readyAt: at(-400), checkedBoot: 1, hostKeys: ['ssh-ed25519 AAAA'] };
const timed = { deadlineAt: at(300) };
const leased = { leaseEndsAt: at(7200) };
/** The boot that proved it first does not prove the one that is waited for. */
const again = { bootBefore: 1 };
const failure = { code: 'step-failed', message: 'A step failed.' } as const;

const samples: { readonly [State in InstanceState]: InstanceIn<State> } = {
  requested: { ...lasting, ...timed, state: 'requested' },
  launching: { ...lasting, ...running, ...timed, ...leased, ...addresses, state: 'launching' },
  installing: { ...lasting, ...running, ...timed, ...leased, ...addresses, state: 'installing' },
  ready: { ...lasting, ...running, ...leased, ...proven, ...addresses, state: 'ready' },
  stopping: { ...lasting, ...running, ...timed, ...proven, ...addresses, state: 'stopping' },
  stopped: {
    ...lasting,
    ...launched,
    ...proven,
    billedSince: at(-60),
    ratePerHourMicros: 2400,
    state: 'stopped',
  },
  starting: { ...lasting, ...again, ...running, ...timed, ...leased, ...proven, ...addresses, state: 'starting' },
  rebooting: {
    ...lasting,
    ...again,
    ...running,
    ...timed,
    ...leased,
    ...proven,
    state: 'rebooting',
    ...addresses,
    isRebootSent: true,
  },
  terminating: { ...lasting, ...running, ...proven, ...addresses, state: 'terminating' },
  terminated: { ...lasting, ...launched, ...proven, state: 'terminated', holdsQuota: false },
  failed: { ...lasting, ...running, ...addresses, state: 'failed', failure },
};

/** The sample's steps, all of them done. */
export const stepsDone = lasting.steps.map((step) => ({ ...step, state: 'done' as const }));

/** A machine in a state, launched ten minutes ago. */
export function sampleRecord<State extends InstanceState>(
  state: State,
  overrides: Partial<InstanceIn<State>> = {},
): InstanceIn<State> {
  return { ...samples[state], ...overrides };
}
