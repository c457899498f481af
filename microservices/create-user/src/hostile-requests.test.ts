import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { accessTokenRoutes } from '@cloudapp/contracts/access-token';
import { identityProviderRoutes } from '@cloudapp/contracts/identity-provider';
import { directoryRoutes } from '@cloudapp/contracts/directory';
import { noticeRoutes } from '@cloudapp/contracts/notice';
import { secondFactorRoutes } from '@cloudapp/contracts/second-factor';
import { sessionRoutes } from '@cloudapp/contracts/session';
import { signInSettingsRoutes } from '@cloudapp/contracts/sign-in-settings';
import { webhookRoutes } from '@cloudapp/contracts/webhook';
import { tokenRequestRoutes } from '@cloudapp/contracts/token-request';
import { userRoutes } from '@cloudapp/contracts/user';
import type { RouteContract } from '@cloudapp/contracts/route';
import { tables } from '@cloudapp/data/tables';
import { givenAccessToken, givenSession } from '@cloudapp/accounts/testing/accounts';
import { hostileRequests, type Credentials, type Sample } from '@cloudapp/service-kit/testing/hostile-requests';
import { answersTo, dueAnswers } from '@cloudapp/service-kit/testing/send-hostile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let credentials: Credentials;
let victim: Caller;

const contracts: readonly RouteContract[] = [
  ...Object.values(userRoutes),
  ...Object.values(sessionRoutes),
  ...Object.values(accessTokenRoutes),
  ...Object.values(noticeRoutes),
  ...Object.values(secondFactorRoutes),
  ...Object.values(signInSettingsRoutes),
  ...Object.values(identityProviderRoutes),
  ...Object.values(webhookRoutes),
  ...Object.values(tokenRequestRoutes),
  ...Object.values(directoryRoutes),
];
const cookie = (token: string) => ({ Cookie: `__Host-session=${token}` });

beforeAll(async () => {
  service = await startTestService();
  const admin = await service.givenCaller({ role: 'admin' });
  const user = await service.givenCaller();
  const fresh = await service.givenCaller({ mustChangePassword: true });
  victim = await service.givenCaller();
  const longAgo = new Date(Date.now() - 13 * 3_600_000);
  credentials = {
    admin: cookie(admin.token),
    user: cookie(user.token),
    mustChangePassword: cookie(fresh.token),
    expired: cookie(await givenSession(service.to, admin.user, longAgo)),
    machine: { Authorization: 'Bearer abc' },
    token: { Authorization: `Bearer ${await givenAccessToken(service.to, admin.user)}` },
  };
});
afterAll(() => service.stop());

const provider = {
  name: 'Acme',
  issuer: 'https://id.acme.example',
  clientId: 'cloudapp',
  isEnabled: true,
  admits: 'anyone',
  domains: [],
  joinsByEmail: false,
  scopes: '',
  groupsClaim: 'groups',
  groupRules: [],
};

const webhook = {
  name: 'Chat',
  address: 'https://chat.example.org/hook',
  kinds: ['machine-failed'],
  isOn: true,
};

const bodies: Record<string, unknown> = {
  createUser: { email: 'new@example.org', name: 'New', role: 'user', quota: 3, group: 'Sales', costCentre: '4711' },
  updateUser: { name: 'Changed', role: 'admin', quota: 9, status: 'disabled', group: 'Sales', costCentre: '4711' },
  importUsers: { csv: 'email,name\nimported@example.org,Imported', preview: false },
  updateProfile: { name: 'Changed', timeZone: 'Europe/Vienna' },
  setNotices: { off: ['machine-ready'] },
  makeAccessToken: { name: 'Mine', scopes: ['read'], days: 7 },
  requestToken: { name: 'Mine', scopes: ['read'], days: 7 },
  collectToken: { userCode: 'BCDF-GHJK', deviceCode: 'x'.repeat(43) },
  endTokenByItself: { secret: 'whatever it was' },
  renewProof: { password: 'whatever it was' },
  confirmAuthenticator: { code: '123456' },
  addPasskey: { ticket: 't'.repeat(43), name: 'Mine', clientData: 'AA', attestation: 'AA' },
  setPasswordPolicy: { passwordsOf: 'everybody' },
  addIdentityProvider: provider,
  changeIdentityProvider: provider,
  addWebhook: { ...webhook, format: 'slack' },
  changeWebhook: webhook,
  setDirectoryRules: { rules: [{ group: 'Administrators', role: 'admin' }] },
  setSignInSettings: { secondFactorOf: 'everybody', graceDays: 7 },
  changePassword: { currentPassword: 'whatever it was', newPassword: 'whatever it will be' },
};

const webhookId = `whk_${'1'.repeat(26)}`;
const deliveryId = `${webhookId}_evt_${'1'.repeat(26)}_test`;
const providerId = `idp_${'1'.repeat(26)}`;
const tokenId = `tok_${'1'.repeat(26)}`;
const changeOf = (id: string) => ({ ids: [id], change: { action: 'disable', stopMachines: true } });

function sampleOf(contract: RouteContract): Sample {
  const ids: Readonly<Record<string, string>> = {
    '/me/sessions/:id': `ses_${'1'.repeat(26)}`,
    '/me/tokens/:id': tokenId,
    '/identity-providers/:id': providerId,
    '/identity-providers/:id/test': providerId,
    '/webhooks/:id': webhookId,
    '/webhooks/:id/test': webhookId,
    '/webhooks/:id/deliveries': webhookId,
    '/webhooks/:id/deliveries/:deliveryId/again': webhookId,
    '/me/factors/passkeys/:id': `pky_${'1'.repeat(26)}`,
  };
  const params = { id: ids[contract.path] ?? victim.user.id, deliveryId, tokenId, code: 'BCDF-GHJK' };
  return { params, body: contract.name === 'changeUsers' ? changeOf(victim.user.id) : bodies[contract.name] };
}

async function everything(): Promise<unknown> {
  const { client, table } = service.tables.database;
  const parts = [
    'users',
    'credentials',
    'quotas',
    'sessions',
    'access-tokens',
    'factors',
    'identities',
    'settings',
    'proof-tickets',
    'directory',
    'token-requests',
    'audit',
    'sign-in-attempts',
  ] as const;
  const scans = await Promise.all(parts.map((part) => client.send(new ScanCommand({ TableName: table(part) }))));
  return scans.map(({ Items = [] }, index) => {
    const key = tables[parts[index] ?? 'users'];
    const sortKey = 'sortKey' in key ? key.sortKey : '';
    // That a session or a token was seen is noted once a minute, which a busy computer may take.
    const sorted = Items.sort((a, b) =>
      `${a[key.partitionKey]}${a[sortKey]}`.localeCompare(`${b[key.partitionKey]}${b[sortKey]}`),
    );
    return sorted.map((item) => ({ ...item, lastSeenAt: undefined, lastUsedAt: undefined, lastUsedFrom: undefined }));
  });
}

describe.each(contracts.map((contract) => [contract.name, contract] as const))('%s', (_, contract) => {
  it('refuses every hostile request with its problem, and changes nothing', async () => {
    const requests = hostileRequests(contract, sampleOf(contract), credentials, publicOrigin);
    const before = await everything();

    expect(await answersTo(service.url, requests)).toEqual(dueAnswers(requests));
    expect(requests.length).toBeGreaterThan(4);
    expect(await everything()).toEqual(before);
  });
});

describe('ids of others', () => {
  it('do not exist for who may not see them', async () => {
    const [session] = await service.to.sessions.listOf(victim.user.id);
    const thief = await service.givenCaller();

    const response = await service.request('DELETE', `/me/sessions/${session?.sessionId ?? ''}`, { as: thief });

    expect(response.status).toBe(404);
    expect((await service.request('GET', '/session', { as: victim })).status).toBe(200);
  });
});
