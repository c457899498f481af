import type { Page } from '@playwright/test';
import { answerProblem, answerWith, neverAnswer } from './answers.ts';
import { answerStates } from './mail-answers.ts';
import { costStates } from './costs.ts';
import { companyStates } from './companies.ts';
import { webhookStates } from './webhooks.ts';
import { answerSettings, askForMore, demandFactor, factors, ofFactors } from './factors.ts';
import { settled, type Studio } from './studio.ts';
import { askForToken, ofTokens, tokens } from './tokens.ts';

/** Brings a page into a state; the picture is taken when it returns. */
export type Shot = (stage: { readonly page: Page; readonly studio: Studio }) => Promise<void>;

const full =
  (role: Parameters<Studio['open']>[0], path: string | ((scene: Studio['scene']) => string)): Shot =>
  async ({ page, studio }) => {
    await studio.open(role, typeof path === 'string' ? path : path(studio.scene));
    await settled(page);
  };

const loading =
  (role: Parameters<Studio['open']>[0], path: string, request: RegExp): Shot =>
  async ({ page, studio }) => {
    await neverAnswer(page, request);
    const asked = page.waitForRequest(request);
    await studio.open(role, path);
    await asked;
    await page.locator('[aria-busy=true]').first().waitFor();
  };

const broken =
  (role: Parameters<Studio['open']>[0], path: string, request: RegExp): Shot =>
  async ({ page, studio }) => {
    await answerProblem(page, request, 'internal-error');
    await studio.open(role, path);
    await page.getByRole('alert').first().waitFor();
  };

const nothing =
  (role: Parameters<Studio['open']>[0], path: string, request: RegExp): Shot =>
  async ({ page, studio }) => {
    await answerWith(page, request, { items: [] });
    await studio.open(role, path);
    await settled(page);
  };

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const signInFails =
  (code: Parameters<typeof answerProblem>[2], headers: Record<string, string> = {}): Shot =>
  async ({ page, studio }) => {
    await answerProblem(page, /\/api\/auth\/login$/, code, headers);
    await studio.open('nobody', '/sign-in');
    await fillSignIn(page, studio.scene.email, 'not my password');
    await page.getByRole('alert').waitFor();
  };

const moment =
  (name: keyof Studio['scene']['moments']): Shot =>
  async ({ page, studio }) => {
    const machine = studio.scene.moments[name];
    const started = Date.parse(machine.createdAt);
    const shown = machine.steps.find(({ state }) => state === 'running')?.startedAt;
    // The clock of the page stands where it stood when the answer was given.
    await page.clock.install({ time: shown === undefined ? started + 3000 : Date.parse(shown) + 8000 });
    await answerWith(page, new RegExp(`/api/instances/${machine.id}$`), machine);
    await studio.open('user', `/machines/${machine.id}`);
    await settled(page);
  };

/** Every page in every state, by the name of its picture. */
export const states: Readonly<Record<string, Shot>> = {
  'sign-in': full('nobody', '/sign-in'),
  'sign-in-wrong': signInFails('authentication-error'),
  'sign-in-disabled': signInFails('account-disabled'),
  'sign-in-too-many': signInFails('too-many-attempts', { 'retry-after': '754' }),
  'sign-in-down': signInFails('service-unavailable'),
  'sign-in-second-step': async ({ page, studio }) => {
    await askForMore(page);
    await studio.open('nobody', '/sign-in');
    await fillSignIn(page, studio.scene.email, studio.scene.password);
    await page.getByRole('textbox', { name: 'Code' }).waitFor();
  },
  'sign-in-done': async ({ page, studio }) => {
    await studio.open('nobody', '/sign-in');
    await fillSignIn(page, studio.scene.email, studio.scene.password);
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  },
  'choose-password': full('newcomer', '/'),
  'choose-password-typed': async (stage) => {
    await full('newcomer', '/')(stage);
    await stage.page.getByRole('textbox', { name: 'New password' }).fill('katherine at cloudapp');
  },
  catalogue: full('user', '/launch'),
  'catalogue-loading': loading('user', '/launch', /\/api\/blueprints/),
  'catalogue-error': broken('user', '/launch', /\/api\/blueprints/),
  'catalogue-empty': nothing('user', '/launch', /\/api\/blueprints/),
  launch: full('user', '/launch/postgresql'),
  'launch-loading': loading('user', '/launch/postgresql', /\/api\/blueprints/),
  'launch-beyond-budget': full('empty', '/launch/docker-host'),
  'launch-quota-used-up': full('used-up', '/launch/docker-host'),
  'launch-invalid': async (stage) => {
    await full('empty', '/launch/browser-ide')(stage);
    await stage.page.getByLabel('Name', { exact: true }).fill('');
    await stage.page.getByRole('radio', { name: /Paste your public key/ }).check();
    await stage.page.getByLabel('Public key', { exact: true }).fill('ssh-foo');
    await stage.page.getByRole('button', { name: 'Launch', exact: true }).click();
  },
  'launch-another': async (stage) => {
    await full('user', `/launch/postgresql?like=${stage.studio.scene.machines.ready}`)(stage);
  },
  'launch-failed': async (stage) => {
    await answerProblem(stage.page, /\/api\/instances$/, 'service-unavailable');
    await full('empty', '/launch/nodejs')(stage);
    await stage.page.getByRole('button', { name: 'Launch', exact: true }).click();
    await stage.page.getByRole('alert').waitFor();
  },
  machines: full('user', '/machines'),
  'machines-loading': loading('user', '/machines', /\/api\/instances/),
  'machines-error': broken('user', '/machines', /\/api\/instances/),
  'machines-empty': full('empty', '/machines'),
  'machine-launching': moment('launching'),
  'machine-installing': moment('installing'),
  'machine-queued': async ({ page, studio }) => {
    const { launching } = studio.scene.moments;
    const [createdAt, launchAt] = [-3, 19].map((seconds) => new Date(Date.now() + seconds * 1000).toISOString());
    const queued = { ...launching, state: 'requested', createdAt, launchAt };
    await answerWith(page, new RegExp(`/api/instances/${launching.id}$`), queued);
    await studio.open('user', `/machines/${launching.id}`);
    await settled(page);
  },
  'machine-no-room': async ({ page, studio }) => {
    const id = studio.scene.machines.failed;
    await page.route(new RegExp(`/api/instances/${id}$`), async (route) => {
      const answer = await route.fetch();
      const failure = { code: 'capacity', message: 'AWS has no room for this size at the moment.' };
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), failure } });
    });
    await studio.open('user', `/machines/${id}`);
    await settled(page);
  },
  'machine-ready': full('user', ({ machines }) => `/machines/${machines.ready}`),
  'machine-ready-phone': async (stage) => {
    await full('user', ({ machines }) => `/machines/${machines.ready}`)(stage);
    await stage.page.getByText('Phone or tablet', { exact: true }).click();
  },
  'machine-stopped': full('user', ({ machines }) => `/machines/${machines.stopped}`),
  'machine-failed': full('user', ({ machines }) => `/machines/${machines.failed}`),
  'machine-of-another': full('admin', ({ machines }) => `/machines/${machines.others}`),
  'machine-loading': loading('user', '/machines/mch_00000000000000000000000000', /\/api\/instances\/mch/),
  'machine-error': broken('user', '/machines/mch_00000000000000000000000000', /\/api\/instances\/mch/),
  profile: full('user', '/profile'),
  'profile-factors': async (stage) => {
    await answerWith(stage.page, ofFactors, factors());
    await full('user', '/profile')(stage);
  },
  'factor-demanded': async (stage) => {
    await demandFactor(stage.page, 9);
    await full('user', '/machines')(stage);
  },
  'factor-due': async (stage) => {
    await demandFactor(stage.page, -0.2);
    await full('user', '/machines')(stage);
    await stage.page.getByRole('button', { name: 'Add authenticator app' }).waitFor();
  },
  'sign-in-settings': async (stage) => {
    await answerSettings(stage.page);
    await full('admin', '/admin/sign-in')(stage);
    const demand = stage.page.getByRole('radiogroup', { name: 'Demand a second factor' });
    await demand.getByRole('radio', { name: 'Of everybody' }).check();
  },
  ...companyStates,
  ...costStates,
  'costs-loading': loading('admin', '/admin/costs', /\/api\/stats\/costs/),
  'costs-error': broken('admin', '/admin/costs', /\/api\/stats\/costs/),
  ...webhookStates,
  'webhooks-loading': loading('admin', '/admin/webhooks', /\/api\/webhooks/),
  'webhooks-error': broken('admin', '/admin/webhooks', /\/api\/webhooks/),
  'profile-tokens': async (stage) => {
    await answerWith(stage.page, ofTokens, { items: tokens() });
    await full('user', '/profile')(stage);
  },
  'profile-loading': loading('user', '/profile', /\/api\/me/),
  'profile-error': broken('user', '/profile', /\/api\/(me|ssh-keys)/),
  approve: async (stage) => {
    const waiting = await askForToken(stage.page);
    await full('user', waiting)(stage);
  },
  'approve-code': full('user', '/approve'),
  'approve-unknown': full('user', '/approve?code=XXXX-XXXX'),
  'approve-done': async (stage) => {
    await full('user', await askForToken(stage.page))(stage);
    await stage.page.getByRole('button', { name: 'Refuse' }).click();
    await stage.page.getByRole('status', { name: /is refused$/ }).waitFor();
  },
  ...answerStates,
  overview: full('admin', '/admin?period=30d'),
  'overview-day': full('admin', '/admin?period=24h'),
  'overview-loading': loading('admin', '/admin', /\/api\/stats/),
  'overview-error': broken('admin', '/admin', /\/api\/stats/),
  fleet: full('admin', '/admin/machines'),
  'fleet-filtered': full('admin', '/admin/machines?state=failed&blueprint=docker-host'),
  'fleet-empty': nothing('admin', '/admin/machines', /\/api\/fleet/),
  'fleet-loading': loading('admin', '/admin/machines', /\/api\/fleet/),
  'fleet-error': broken('admin', '/admin/machines', /\/api\/fleet/),
  'machine-rules': full('admin', '/admin/machines/rules'),
  users: full('admin', '/admin/users'),
  'users-loading': loading('admin', '/admin/users', /\/api\/users/),
  'users-error': broken('admin', '/admin/users', /\/api\/users/),
  'users-nobody-found': full('admin', '/admin/users?q=zuse'),
  audit: full('admin', '/admin/audit'),
  'audit-loading': loading('admin', '/admin/audit', /\/api\/audit/),
  'audit-error': broken('admin', '/admin/audit', /\/api\/audit/),
  'audit-proof': full('admin', '/admin/audit/proof'),
  'audit-empty': full('admin', '/admin/audit?action=stray-found'),
  'not-found': full('user', '/no-such-page'),
  'no-permission': full('user', '/admin/users'),
  'service-down': async ({ page, studio }) => {
    await answerProblem(page, /\/api\//, 'service-unavailable');
    await studio.open('user', '/machines');
    await settled(page);
  },
  'offline-at-start': async ({ page, studio }) => {
    await page.route(/\/api\//, (route) => route.abort());
    await studio.open('user', '/machines');
    await settled(page);
  },
  'offline-later': async ({ page, studio }) => {
    await full('user', '/machines')({ page, studio });
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
  },
};
