import { forEachService } from '@cloudapp/contracts/service';
import type { Environment } from './environment.ts';

/**
 * The cheapest sane environment: two zones, because load balancers and EKS want two, two replicas of each service, because
 * one is gone whenever its node is replaced, and one of everything else.
 */
export const dev: Environment = {
  name: 'dev',
  account: '111111111111',
  region: 'eu-west-1',
  state: 'bucket',
  network: {
    appCidr: '10.40.0.0/16',
    machinesCidr: '10.41.0.0/16',
    zones: 2,
    nat: 'instance',
    presentationWay: 'gate',
    endpointZones: 'one',
  },
  notifications: {
    adminLogins: ['cloudapp-dev@example.com'],
    adminProvisioning: ['cloudapp-dev@example.com'],
    alarms: ['cloudapp-dev@example.com'],
  },
  mail: { from: 'cloudapp-dev@example.com', proves: 'address' },
  webhookNetworks: [],
  calendarNetworks: [],
  launchesPerHour: 60,
  signIn: {
    sessionIdleMinutes: 60,
    sessionAbsoluteHours: 12,
    maxFailures: 10,
    maxFailuresPerAddress: 50,
    maxFailuresPerAccount: 50,
    failureWindowMinutes: 15,
    invitationHours: 72,
  },
  lambdaConcurrency: 10,
  machines: { allowedCidrs: ['198.51.100.0/24'] },
  cluster: {
    kubernetesVersion: '1.35',
    capacity: 'spot',
    hasNodeInEachZone: false,
    maxCpu: 8,
    apiAllowedCidrs: [],
    administratorRoleArns: [],
    access: 'cluster',
  },
  services: forEachService(() => ({ minReplicas: 2, maxReplicas: 3, cpuMillis: 100, memoryMib: 256 })),
  presentation: {
    minTasks: 1,
    maxTasks: 2,
    capacity: 'spot',
    cpuUnits: 256,
    memoryMib: 512,
    requestsPerFiveMinutes: 5000,
    signInsPerFiveMinutes: 100,
    countries: [],
  },
  logs: { connections: 'rejected', cluster: ['authenticator'], retentionDays: 14 },
  insight: 'alarms',
  isProtected: false,
};
