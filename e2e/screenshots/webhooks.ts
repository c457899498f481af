import type { Webhook, WebhookDelivery } from '@cloudapp/contracts/webhook';
import type { Page } from '@playwright/test';
import { answerWith } from './answers.ts';
import { settled, type Studio } from './studio.ts';

interface Stage {
  readonly page: Page;
  readonly studio: Studio;
}

type Shot = (stage: Stage) => Promise<void>;

const chat: Webhook = {
  id: `whk_${'1'.padEnd(26, '0')}`,
  name: 'Operations',
  address: 'https://hooks.slack.com/services/T024BE7LD/B0AAA/secret',
  format: 'slack',
  kinds: ['machine-failed', 'deletion-ahead'],
  isOn: true,
};

const program: Webhook = {
  id: `whk_${'2'.padEnd(26, '0')}`,
  name: 'Security information and event management of the whole company',
  address: 'https://collector.security.example.org:8443/cloudapp',
  format: 'json',
  kinds: ['new-browser', 'password-changed', 'password-reset', 'factor-added', 'factor-removed', 'account-disabled'],
  isOn: false,
};

const deliveryId = (number: number, kind: string) => `${chat.id}_evt_${`${number}`.padEnd(26, '0')}_${kind}`;

const deliveries: readonly WebhookDelivery[] = [
  {
    id: deliveryId(3, 'machine-failed'),
    kind: 'machine-failed',
    at: '2026-11-30T08:55:00.000Z',
    state: 'waiting',
    attempts: 3,
    triedAt: '2026-11-30T08:58:00.000Z',
    fault: 'No answer within 5 seconds',
    nextAt: '2026-11-30T09:02:00.000Z',
  },
  {
    id: deliveryId(2, 'deletion-ahead'),
    kind: 'deletion-ahead',
    at: '2026-11-29T09:00:00.000Z',
    state: 'given-up',
    attempts: 29,
    triedAt: '2026-11-30T08:03:00.000Z',
    status: 404,
    fault: 'It did not take it',
  },
  {
    id: deliveryId(1, 'test'),
    kind: 'test',
    at: '2026-11-28T09:00:00.000Z',
    state: 'sent',
    attempts: 1,
    triedAt: '2026-11-28T09:00:01.000Z',
    status: 200,
  },
];

async function openWith({ page, studio }: Stage, items: readonly Webhook[]): Promise<void> {
  await answerWith(page, /\/api\/webhooks$/, { items });
  await studio.open('admin', '/admin/webhooks');
  await settled(page);
}

/** The page of webhooks. */
export const webhookStates: Readonly<Record<string, Shot>> = {
  webhooks: (stage) => openWith(stage, [chat, program]),
  'webhooks-none': (stage) => openWith(stage, []),
};

/** What it opens. */
export const webhookDialogs: Readonly<Record<string, Shot>> = {
  'drawer-webhook': async (stage) => {
    await openWith(stage, []);
    await stage.page.getByRole('button', { name: 'Add webhook' }).click();
    await stage.page.getByRole('dialog').waitFor();
  },
  'drawer-webhook-faults': async (stage) => {
    await openWith(stage, []);
    await stage.page.getByRole('button', { name: 'Add webhook' }).click();
    await stage.page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click();
    await stage.page.getByText('Give it a name').waitFor();
  },
  'drawer-deliveries': async (stage) => {
    await openWith(stage, [chat, program]);
    await answerWith(stage.page, /\/api\/webhooks\/[^/]+\/deliveries$/, { items: deliveries });
    await stage.page.getByRole('button', { name: 'Deliveries of Operations' }).click();
    await stage.page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
  'drawer-deliveries-none': async (stage) => {
    await openWith(stage, [chat, program]);
    await answerWith(stage.page, /\/api\/webhooks\/[^/]+\/deliveries$/, { items: [] });
    await stage.page.getByRole('button', { name: 'Deliveries of Operations' }).click();
    await stage.page.getByText('Nothing yet.').waitFor();
  },
  'dialog-webhook-secret': async (stage) => {
    await openWith(stage, []);
    await stage.page.getByRole('button', { name: 'Add webhook' }).click();
    const form = stage.page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Name' }).fill('Collector');
    await form.getByRole('textbox', { name: 'Address' }).fill('https://collector.example.org/');
    await answerWith(stage.page, /\/api\/webhooks$/, {
      ...program,
      items: [program],
      secret: `whsec_${'c2VjcmV0'.repeat(5)}c2U=`,
    });
    await form.getByRole('button', { name: 'Add webhook' }).click();
    await stage.page.getByText('Shown only now').waitFor();
  },
};
