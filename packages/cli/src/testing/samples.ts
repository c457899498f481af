import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Instance, LoginDetails } from '@cloudapp/contracts/instance';
import type { User } from '@cloudapp/contracts/user';

export const sampleId = `mch_${'1'.repeat(26)}`;
export const otherId = `mch_${'2'.repeat(26)}`;

export const sampleUser: User = {
  id: `usr_${'1'.repeat(26)}`,
  email: 'paula@example.org',
  name: 'Paula Person',
  role: 'user',
  status: 'active',
  mustChangePassword: false,
  hasSecondFactor: false,
  quota: { limit: 3, used: 1 },
  createdAt: '2026-11-01T00:00:00.000Z',
};

/** A machine as the API tells one. */
export function sampleMachine(changes: Partial<Instance> = {}): Instance {
  return {
    id: sampleId,
    name: 'brave-otter',
    owner: { id: sampleUser.id, name: sampleUser.name, email: sampleUser.email },
    blueprint: { id: 'debian', version: 1, name: 'Debian', icon: 'terminal' },
    size: { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.02 },
    diskGib: 10,
    state: 'ready',
    stateChangedAt: '2026-11-30T11:50:00.000Z',
    createdAt: '2026-11-30T11:40:00.000Z',
    address: '192.0.2.7',
    steps: [{ id: 'one', title: 'Installing it', state: 'done', expectedSeconds: 30, seconds: 42 }],
    durationHours: 8,
    leaseEndsAt: '2026-11-30T15:20:00.000Z',
    cost: { perHour: 0.03, perHourStopped: 0.001, soFar: 0.05 },
    allowedActions: ['stop', 'reboot', 'terminate', 'extend'],
    ...changes,
  };
}

const hostKey = `ssh-ed25519 ${'A'.repeat(68)}`;

export function sampleDetails(changes: Partial<LoginDetails> = {}): LoginDetails {
  return {
    address: '192.0.2.7',
    port: 22,
    userName: 'admin',
    command: 'ssh admin@192.0.2.7',
    sshConfig: 'Host brave-otter-1111\n',
    sshHost: 'brave-otter-1111',
    knownHosts: `${sampleId} ${hostKey}`,
    hostKeys: [{ type: 'ssh-ed25519', fingerprint: 'SHA256:x' }],
    tools: [
      {
        name: 'JupyterLab',
        description: 'Notebooks.',
        url: 'http://localhost:8888/lab?token={secret}',
        tunnelCommand: 'ssh -N -L 8888:10.0.0.7:8888 admin@192.0.2.7',
        forward: { localPort: 8888, host: '10.0.0.7', port: 8888 },
        secretId: 'token',
      },
    ],
    secrets: [{ id: 'token', label: 'Token' }],
    firstSteps: 'Look around.',
    ...changes,
  };
}

export const sampleBlueprint: Blueprint = {
  id: 'debian',
  version: 1,
  name: 'Debian',
  summary: 'A plain machine.',
  description: 'A plain machine.',
  icon: 'terminal',
  tags: [],
  keywords: [],
  baseImage: 'Debian 13',
  sizes: [
    { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.02, costPerHour: 0.03 },
    { id: 'medium', instanceType: 't3a.medium', vcpu: 2, memoryGib: 4, pricePerHour: 0.04, costPerHour: 0.05 },
  ],
  defaultSize: 'small',
  diskGib: 10,
  stoppedCostPerHour: 0.001,
  userName: 'admin',
  openPorts: [22],
  steps: [],
  tools: [],
  expectedSeconds: 60,
  learnt: false,
};
