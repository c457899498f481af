import type { InstanceRecord } from '@cloudapp/data/instance-record';

export const sampleNow = new Date('2026-03-01T12:00:00.000Z');

/** Seconds before or after `sampleNow`, as stored. */
export const at = (seconds: number) => new Date(sampleNow.getTime() + seconds * 1000).toISOString();

/** A machine in any state, launched ten minutes ago. */
export function sampleRecord(overrides: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    instanceId: `mch_${'0'.repeat(26)}`,
    version: 7,
    owner: { id: `usr_${'0'.repeat(26)}`, name: 'Ada', email: 'ada@example.org' },
    name: 'Mine',
    blueprint: { id: 'postgresql', version: 1, name: 'PostgreSQL server', icon: 'database' },
    login: { userName: 'admin', tools: [], secrets: [], firstSteps: 'Look around.' },
    size: { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.0204 },
    diskGib: 20,
    sshPublicKey: 'ssh-ed25519 AAAA',
    state: 'ready',
    stateChangedAt: at(-300),
    createdAt: at(-600),
    steps: [
      { id: 'packages', title: 'Installing', state: 'pending', expectedSeconds: 30 },
      { id: 'start', title: 'Starting', state: 'pending', expectedSeconds: 5 },
    ],
    expectedBootSeconds: 40,
    installLimitSeconds: 1000,
    durationHours: 8,
    costMicros: 0,
    billedSince: at(-60),
    holdsQuota: true,
    tokenHash: '0'.repeat(64),
    launchAttempts: 1,
    lastLaunchAt: at(-600),
    ec2InstanceId: 'i-0123456789abcdef0',
    address: '192.0.2.1',
    recordedAt: at(-590),
    announcedAt: at(-590),
    position: { boot: 1, seen: [1] },
    bootBefore: 0,
    ...overrides,
  };
}
