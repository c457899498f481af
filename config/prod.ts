import { forEachService } from '@cloudapp/contracts/service';
import type { Environment } from './environment.ts';

const usual = { minReplicas: 3, maxReplicas: 6, cpuMillis: 250, memoryMib: 512 };

/** Three zones, nothing single, nothing that can be deleted by mistake. */
export const prod: Environment = {
  name: 'prod',
  account: '222222222222',
  region: 'eu-west-1',
  state: 'bucket',
  network: {
    appCidr: '10.50.0.0/16',
    machinesCidr: '10.51.0.0/16',
    zones: 3,
    nat: 'gateway-per-zone',
    presentationWay: 'endpoints',
    endpointZones: 'all',
  },
  notifications: {
    adminLogins: ['cloudapp-admins@example.com'],
    adminProvisioning: ['cloudapp-admins@example.com'],
    alarms: ['cloudapp-oncall@example.com'],
  },
  mail: { from: 'cloudapp@example.com', proves: 'domain' },
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
    capacity: 'on-demand',
    hasNodeInEachZone: true,
    maxCpu: 32,
    apiAllowedCidrs: [],
    administratorRoleArns: [],
    access: 'cluster',
  },
  services: {
    ...forEachService(() => usual),
    'create-user': { ...usual, maxReplicas: 9 },
    'provision-instance': { ...usual, maxReplicas: 12 },
  },
  presentation: {
    minTasks: 3,
    maxTasks: 12,
    capacity: 'on-demand',
    cpuUnits: 256,
    memoryMib: 512,
    requestsPerFiveMinutes: 5000,
    signInsPerFiveMinutes: 100,
    countries: ['AT', 'CH', 'DE', 'FR', 'GB', 'IE', 'NL'],
  },
  logs: {
    connections: 'all',
    cluster: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
    retentionDays: 365,
  },
  insight: 'full',
  isProtected: true,
};
