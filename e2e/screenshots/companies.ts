import type { Directory } from '@cloudapp/contracts/directory';
import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import type { Page } from '@playwright/test';
import { answerWith } from './answers.ts';
import { settled, type Studio } from './studio.ts';

interface Stage {
  readonly page: Page;
  readonly studio: Studio;
}

type Shot = (stage: Stage) => Promise<void>;

const company: IdentityProvider = {
  id: `idp_${'1'.padEnd(26, '0')}`,
  name: 'Example Ltd',
  issuer: 'https://login.microsoftonline.com/8f2b4c1e-3d5a-4e7b-9c6d-0a1b2c3d4e5f/v2.0',
  clientId: '3e0c8d2a-6f4b-4a1c-8e5d-7b9a0c1d2e3f',
  isEnabled: true,
  admits: 'domains',
  domains: ['example.org', 'example.com'],
  joinsByEmail: false,
  scopes: '',
  groupsClaim: 'groups',
  groupRules: [
    { group: '5b1d9f0e-2c3a-4d6b-8e7f-1a2b3c4d5e6f', role: 'admin' },
    { group: '9c2e0a1f-3d4b-4e7c-9f80-2b3c4d5e6f70', quota: 10 },
  ],
  hasSecret: true,
};

const other: IdentityProvider = {
  ...company,
  id: `idp_${'2'.padEnd(26, '0')}`,
  name: 'Partners',
  issuer: 'https://id.partners.example/realms/staff',
  isEnabled: false,
  admits: 'invited',
  groupRules: [],
};

const directory: Directory = {
  address: 'https://cloudapp.example.org/api/scim/v2',
  token: {
    madeAt: '2026-11-02T09:14:00.000Z',
    madeBy: 'Grace Hopper',
    lastUsedAt: '2026-11-30T08:58:00.000Z',
    lastUsedFrom: '192.0.2.7',
  },
  rules: company.groupRules,
  isApplying: true,
  people: 1204,
  groups: 18,
};

const addresses = {
  returnAddress: 'https://cloudapp.example.org/sign-in/company',
  signedOutAddress: 'https://cloudapp.example.org/sign-in?signed-out',
};

async function openWith({ page, studio }: Stage, items: readonly IdentityProvider[]): Promise<void> {
  await answerWith(page, /\/api\/identity-providers$/, { items, ...addresses });
  await answerWith(page, /\/api\/sign-in-settings$/, {
    secondFactorOf: 'administrators',
    graceDays: 14,
    passwordsOf: 'everybody',
  });
  await studio.open('admin', '/admin/sign-in');
  await settled(page);
}

async function openDirectory(stage: Stage): Promise<void> {
  await answerWith(stage.page, /\/api\/directory$/, directory);
  await openWith(stage, []);
}

async function openForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Example Ltd' }).click();
  await page.getByRole('menuitem', { name: 'Change' }).click();
  await page.getByRole('dialog').waitFor();
}

/** The cards of the sign-in settings. */
export const companyStates: Readonly<Record<string, Shot>> = {
  companies: (stage) => openWith(stage, [company, other]),
  'companies-none': (stage) => openWith(stage, []),
  directory: async (stage) => {
    await openDirectory(stage);
    await stage.page.getByRole('group', { name: 'Group rules' }).scrollIntoViewIfNeeded();
  },
  'directory-rules-refused': async (stage) => {
    await openDirectory(stage);
    await stage.page.getByRole('button', { name: 'Add rule' }).click();
    await stage.page.getByRole('button', { name: 'Save rules' }).click();
    await stage.page.getByText('Fill in each rule').waitFor();
  },
  'passwords-off': async (stage) => {
    await openWith(stage, []);
    await stage.page.getByRole('radio', { name: 'Only of the account for emergencies' }).check();
    await stage.page.getByRole('radiogroup', { name: 'Account for emergencies' }).getByRole('radio').first().waitFor();
  },
};

/** What they open. */
export const companyDialogs: Readonly<Record<string, Shot>> = {
  'drawer-company': async (stage) => {
    await openWith(stage, [company, other]);
    await openForm(stage.page);
  },
  'drawer-company-rules': async (stage) => {
    await openWith(stage, [company, other]);
    await openForm(stage.page);
    await stage.page.getByRole('button', { name: 'Add rule' }).click();
    await stage.page.getByRole('button', { name: 'Save' }).last().click();
    await stage.page.getByText('Fill in each rule').waitFor();
    await stage.page.getByRole('group', { name: 'Group rules' }).scrollIntoViewIfNeeded();
  },
  'dialog-company-test': async (stage) => {
    await openWith(stage, [company, other]);
    await answerWith(stage.page, /\/api\/identity-providers\/[^/]+\/test$/, {
      steps: [
        { step: 'address', outcome: 'good' },
        { step: 'issuer', outcome: 'good', detail: company.issuer },
        { step: 'offers', outcome: 'good', detail: 'With a page to sign out at' },
        { step: 'keys', outcome: 'bad', detail: 'it has no keys that tokens are signed with' },
        { step: 'client', outcome: 'skipped' },
      ],
    });
    await stage.page.getByRole('button', { name: 'Test Example Ltd' }).click();
    await stage.page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
};
