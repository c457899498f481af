import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { answerRoutes } from '@cloudapp/contracts/answer';
import { blueprintRoutes } from '@cloudapp/contracts/blueprint';
import { bootEventRoutes } from '@cloudapp/contracts/boot-event';
import { hoursRoutes } from '@cloudapp/contracts/hours-routes';
import { instanceRoutes } from '@cloudapp/contracts/instance';
import { launchRoutes } from '@cloudapp/contracts/launch';
import type { RouteContract } from '@cloudapp/contracts/route';
import { takesIdempotencyKey } from '@cloudapp/contracts/route-problems';
import { budgetRoutes } from '@cloudapp/contracts/budget';
import { rehearsalRoutes } from '@cloudapp/contracts/rehearsal';
import { machineRulesRoutes } from '@cloudapp/contracts/machine-rules';
import { sshKeyRoutes } from '@cloudapp/contracts/ssh-key';
import { givenAccessToken, givenSession } from '@cloudapp/accounts/testing/accounts';
import { silent } from '@cloudapp/machines/testing/usage';
import { createLogger } from '@cloudapp/service-kit/logger';
import { hostileRequests, type Credentials, type Sample } from '@cloudapp/service-kit/testing/hostile-requests';
import { answersTo, dueAnswers } from '@cloudapp/service-kit/testing/send-hostile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineToken, publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';
const contracts: readonly RouteContract[] = [
  ...Object.values(blueprintRoutes),
  ...Object.values(instanceRoutes),
  ...Object.values(hoursRoutes),
  ...Object.values(launchRoutes),
  ...Object.values(bootEventRoutes),
  ...Object.values(sshKeyRoutes),
  ...Object.values(machineRulesRoutes),
  ...Object.values(budgetRoutes),
  ...Object.values(rehearsalRoutes),
  ...Object.values(answerRoutes),
];

let service: TestService;
let credentials: Credentials;
let machineId: string;
/** Everything that the service wrote into its log. */
const logged: string[] = [];

beforeAll(async () => {
  const logger = createLogger('test', 'trace', { write: (line) => logged.push(line) });
  service = await startTestService({ logger });
  const admin = await service.givenCaller({ role: 'admin' });
  const user = await service.givenCaller();
  const fresh = await service.givenCaller({ mustChangePassword: true });
  const longAgo = new Date(Date.now() - 13 * 3_600_000);
  const cookie = (token: string) => ({ Cookie: `__Host-session=${token}` });
  credentials = {
    admin: cookie(admin.token),
    user: cookie(user.token),
    mustChangePassword: cookie(fresh.token),
    expired: cookie(await givenSession(service.to, admin.user, longAgo)),
    machine: { Authorization: `Bearer ${machineToken}` },
    token: { Authorization: `Bearer ${await givenAccessToken(service.to, admin.user)}` },
  };
  machineId = (await service.givenMachine(user.user, 'ready')).instanceId;
});
afterAll(() => service.stop());

const bodies: Record<string, unknown> = {
  launchInstance: {
    blueprintId: 'postgresql',
    name: 'Mine',
    size: 'small',
    durationHours: 8,
    sshPublicKey: publicKey,
    sshKeyName: 'Laptop',
  },
  launchSeveral: {
    blueprintId: 'postgresql',
    names: ['Mine 1', 'Mine 2'],
    size: 'small',
    durationHours: 8,
    sshPublicKey: publicKey,
  },
  extendInstance: { hours: 8 },
  setHours: {
    zone: 'Europe/Berlin',
    windows: [{ days: ['mon'], from: '09:00', to: '18:00' }],
    holidays: { country: 'DE', region: 'BE' },
    daysOff: [{ from: '2026-12-24', to: '2027-01-02' }],
  },
  setHoursCalendar: { fileName: 'holidays.ics', file: btoa('BEGIN:VCALENDAR') },
  followHoursCalendar: { address: 'https://calendar.example/holidays.ics' },
  replaceKey: { sshPublicKey: publicKey, sshKeyName: 'Laptop' },
  setBudgets: { monthly: 50, people: [{ userId: `usr_${'0'.repeat(26)}`, monthly: 80, isExempt: false }] },
  setMachineRules: { keptDays: 14, longestHours: { user: 24, admin: 720 }, longestHoursOf: { postgresql: 8 } },
  rehearseRules: {
    rules: { idleMinutes: 60, longestHours: { user: 24, admin: 720 }, longestHoursOf: { postgresql: 8 } },
    budgets: { monthly: 50, people: [{ userId: `usr_${'0'.repeat(26)}`, monthly: 80, isExempt: false }] },
  },
  reportKey: { keyId: 'a'.repeat(64) },
  reportUsage: { samples: [{ secondsAgo: 0, ...silent }] },
  keepFromMachine: { minutes: 60 },
  keepRunning: { hours: 3 },
  lookAtAnswer: { token: 'a'.repeat(43) },
  giveAnswer: { token: 'a'.repeat(43) },
  postBootEvent: { boot: 1, sequence: 1, type: 'step-started', stepId: 'packages' },
};

function sampleOf(contract: RouteContract): Sample {
  const ids: Record<string, string> = {
    '/blueprints/:id': 'postgresql',
    '/ssh-keys/:id': 'a'.repeat(64),
    '/ssh-keys/:id/saved': 'a'.repeat(64),
  };
  const params = { id: ids[contract.path] ?? machineId, secretId: 'password' };
  return {
    params,
    body: bodies[contract.name],
    ...(takesIdempotencyKey(contract) && { headers: { 'Idempotency-Key': 'hostile-key' } }),
  };
}

async function everything(): Promise<unknown> {
  const { client, table } = service.tables.database;
  const parts = [
    'instances',
    'idempotency',
    'quotas',
    'ssh-keys',
    'statistics',
    'statistics-events',
    'audit',
    'settings',
  ] as const;
  const scans = await Promise.all(parts.map((part) => client.send(new ScanCommand({ TableName: table(part) }))));
  return scans.map(({ Items = [] }) => Items.map((item) => JSON.stringify(item)).sort());
}

describe.each(contracts.map((contract) => [`${contract.method} ${contract.path}`, contract] as const))(
  '%s',
  (_, contract) => {
    it('refuses every hostile request and changes nothing', { timeout: 120_000 }, async () => {
      const before = await everything();
      const requests = hostileRequests(contract, sampleOf(contract), credentials, publicOrigin);

      expect(await answersTo(service.url, requests)).toEqual(dueAnswers(requests));
      expect(await everything()).toEqual(before);
    });
  },
);

describe('a launch', () => {
  const launch = async (changes: object, key = 'some-good-key') =>
    await fetch(`${service.url}/api/instances`, {
      method: 'POST',
      headers: {
        Origin: publicOrigin,
        'Content-Type': 'application/json',
        ...credentials.user,
        'Idempotency-Key': key,
      },
      body: JSON.stringify({ ...(bodies['launchInstance'] as object), ...changes }),
    });

  it.each([
    ['a blueprint that is not offered', { blueprintId: 'nothing' }, '/blueprintId'],
    ['a key that is cut short', { sshPublicKey: publicKey.slice(0, 50) }, '/sshPublicKey'],
    ['a key with an escape sequence in its comment', { sshPublicKey: `${publicKey}\u001b[2J` }, '/sshPublicKey'],
    ['two keys', { sshPublicKey: `${publicKey}\n${publicKey}` }, '/sshPublicKey'],
    ['a name with an escape sequence', { name: 'a\u001b[2J' }, '/name'],
    ['a name that turns the text around', { name: 'a\u202eb' }, '/name'],
  ])('with %s is refused', async (_, changes, pointer) => {
    const response = await launch(changes);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
  });

  it('with a private key is refused without a word of it, in the answer or in the log', async () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const response = await launch({ sshPublicKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}` }, 'private-key');
    const answer = await response.text();

    expect(response.status).toBe(400);
    expect(answer).toContain('is a private key');
    expect(logged.length).toBeGreaterThan(0);
    expect(answer + logged.join('') + JSON.stringify(await everything())).not.toContain(secret);
  });

  it.each([
    ['', 'idempotency-key-missing'],
    ['short', 'invalid-request'],
    ['k'.repeat(129), 'invalid-request'],
  ])('with the key "%s" is refused', async (key, code) => {
    const response = await launch({}, key);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
  });
});
