import type { Page } from '@playwright/test';
import { answerWith } from './answers.ts';
import { companyDialogs } from './companies.ts';
import { webhookDialogs } from './webhooks.ts';
import { factors, letSetUp, ofFactors } from './factors.ts';
import { settled, type Studio } from './studio.ts';
import type { Shot } from './states.ts';
import { ofTokens, tokens } from './tokens.ts';

async function show(page: Page, studio: Studio, role: Parameters<Studio['open']>[0], path: string): Promise<void> {
  await studio.open(role, path);
  await settled(page);
}

/** Waits for an open dialog to be all there. */
async function dialogOpen(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
}

const machineMenu =
  (item?: string): Shot =>
  async ({ page, studio }) => {
    await show(page, studio, 'user', '/machines');
    await page.getByRole('button', { name: 'Actions for brave-otter' }).click();
    await page.getByRole('menu').waitFor();
    if (item === undefined) return;
    await page.getByRole('menuitem', { name: item }).click();
    await dialogOpen(page);
  };

const userMenu =
  (item?: string): Shot =>
  async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users?q=margaret');
    await page.getByRole('button', { name: 'Actions for Margaret Hamilton' }).click();
    await page.getByRole('menu').waitFor();
    if (item === undefined) return;
    await page.getByRole('menuitem', { name: item }).click();
    await dialogOpen(page);
  };

const newToken: Shot = async ({ page, studio }) => {
  await show(page, studio, 'user', '/profile');
  await page.getByRole('button', { name: 'New token' }).click();
  await dialogOpen(page);
};

const newAuthenticator: Shot = async ({ page, studio }) => {
  await letSetUp(page);
  await show(page, studio, 'user', '/profile');
  await page.getByRole('button', { name: 'Add authenticator app' }).click();
  await dialogOpen(page);
};

const palette =
  (typed: string): Shot =>
  async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/machines');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').fill(typed);
    await page.getByRole('dialog').getByRole('option').first().waitFor();
  };

const csv = `email,name,role,quota
hedy.lamarr@example.org,Hedy Lamarr,user,3
not-an-address,Joan Clarke,user,3
ada.lovelace@example.org,Ada Lovelace,user,5
mary.jackson@example.org,Mary Jackson,admin,5`;

/** Menus, dialogs, drawers and messages, by the name of their picture. */
export const dialogs: Readonly<Record<string, Shot>> = {
  'menu-machine': machineMenu(),
  'dialog-delete': machineMenu('Delete'),
  'dialog-time': machineMenu('Change time'),
  'menu-user': userMenu(),
  'dialog-disable': userMenu('Disable'),
  'dialog-reset-password': userMenu('Reset password'),
  'dialog-factors': async (stage) => {
    await answerWith(stage.page, ofFactors, factors());
    await userMenu('Second factors')(stage);
  },
  'dialog-authenticator': newAuthenticator,
  'dialog-recovery-codes': async (stage) => {
    await newAuthenticator(stage);
    await stage.page.getByRole('textbox', { name: 'Code' }).fill('123456');
    await stage.page.getByRole('group', { name: 'Recovery codes' }).waitFor();
  },
  'dialog-tokens': async (stage) => {
    await answerWith(stage.page, ofTokens, { items: tokens() });
    await userMenu('Tokens')(stage);
  },
  'dialog-new-token': newToken,
  'token-made': async (stage) => {
    const [token] = tokens();
    await answerWith(stage.page, ofTokens, {
      items: [token],
      token,
      secret: `cloudapp_${'4k7w1c9m2x5q'.repeat(8)}4k7w1`,
    });
    await newToken(stage);
    await stage.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Dashboard');
    await stage.page.getByRole('button', { name: 'Make token' }).click();
    await stage.page.getByRole('group', { name: 'Token' }).waitFor();
  },
  ...companyDialogs,
  ...webhookDialogs,
  'menu-account': async ({ page, studio }) => {
    await show(page, studio, 'user', '/machines');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menu').waitFor();
  },
  'dialog-bulk': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/machines');
    for (const name of ['golden-falcon', 'amber-heron', 'quiet-lynx', 'keen-puffin']) {
      await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    }
    await page.getByRole('region', { name: 'Selected machines' }).getByRole('button', { name: 'Stop' }).click();
    await dialogOpen(page);
  },
  'launch-several': async ({ page, studio }) => {
    await show(page, studio, 'user', '/launch/postgresql');
    await page.getByRole('button', { name: 'Launch several' }).click();
    await dialogOpen(page);
  },
  'stop-undo': async ({ page, studio }) => {
    await show(page, studio, 'user', `/machines/${studio.scene.machines.ready}`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('alert', { name: /is about to stop$/ }).waitFor();
  },
  'users-narrowed': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users?status=active&sort=name');
  },
  'dialog-bulk-users': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users?sort=name');
    for (const box of await page.getByRole('checkbox', { name: /^Select [A-Z]/ }).all()) await box.check();
    await page.getByRole('region', { name: 'Selected users' }).getByRole('button', { name: 'Disable' }).click();
    await dialogOpen(page);
  },
  'bulk-bar': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/machines');
    await page.getByRole('checkbox', { name: 'Select golden-falcon' }).check();
    await page.getByRole('checkbox', { name: 'Select amber-heron' }).check();
  },
  'drawer-add-user': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users');
    await page.getByRole('button', { name: 'Add user', exact: true }).click();
    await dialogOpen(page);
  },
  'dialog-group': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users');
    await page
      .getByRole('button', { name: /^Actions for / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Change group and cost centre' }).click();
    await dialogOpen(page);
  },
  'drawer-import': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await dialogOpen(page);
  },
  'drawer-import-preview': async ({ page, studio }) => {
    await show(page, studio, 'admin', '/admin/users');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill(csv);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /check|preview/i })
      .click();
    await page.getByRole('button', { name: /^Import \d/ }).waitFor();
  },
  palette: palette(''),
  'palette-machine': palette('brave'),
  toast: async ({ page, studio }) => {
    await show(page, studio, 'user', `/machines/${studio.scene.machines.ready}`);
    await page.getByRole('heading', { name: 'Log in', exact: true }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('ssh command copied').waitFor();
  },
  'secret-revealed': async ({ page, studio }) => {
    await show(page, studio, 'user', `/machines/${studio.scene.machines.ready}`);
    await page
      .getByRole('button', { name: /^Reveal/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Hide' }).waitFor();
  },
  console: async ({ page, studio }) => {
    await show(page, studio, 'user', `/machines/${studio.scene.machines.ready}`);
    await page.getByRole('region', { name: 'Console output' }).getByRole('button', { name: 'Show' }).click();
    await page.getByLabel('Console output', { exact: true }).last().waitFor();
  },
  'keyboard-focus': async ({ page, studio }) => {
    await show(page, studio, 'user', '/launch');
    for (let press = 0; press < 8; press++) await page.keyboard.press('Tab');
  },
};
