import type { Accounts } from '@cloudapp/accounts/composition';
import { openOwnedSecrets } from '@cloudapp/accounts/testing/owned-secrets';
import type { Database } from '@cloudapp/data/database';
import { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import { newId } from '@cloudapp/data/ids';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { transact, step } from '@cloudapp/data/transaction';
import type { StoredWebhook } from '@cloudapp/data/webhook-item';
import type { Posted } from '../poster.ts';
import type { SendNoticesParts } from '../send-notices.ts';
import { begin, startNotices } from './start-notices.ts';

export const secret = Buffer.alloc(32, 7);

interface Post {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** As `startNotices`, with webhooks of the test's own and receivers that keep what they are sent. @param own has `notices` and `settings` */
export function startWebhooks(to: Accounts, own: Database, more: Partial<SendNoticesParts> = {}) {
  const posts: Post[] = [];
  let answer: (address: string) => Posted | Promise<Posted> = () => ({ status: 204 });
  const settings = new SettingRepository(own);
  const deliveries = new DeliveryRepository(own);
  const notices = startNotices(to, own, {
    webhooks: {
      settings,
      deliveries,
      secrets: openOwnedSecrets,
      poster: {
        post: async (address, headers, body) => {
          posts.push({ address, headers, body });
          return await answer(address);
        },
      },
    },
    ...more,
  });
  const set = async (change: (webhooks: readonly StoredWebhook[]) => readonly StoredWebhook[]) => {
    const read = await settings.webhooks();
    await transact<'edit-conflict', never>(
      own,
      [step(settings.webhooksItem(read, change(read.webhooks)), 'edit-conflict')],
      (reason) => {
        throw new Error(reason);
      },
    );
  };
  const givenWebhook = async (overrides: Partial<StoredWebhook> = {}): Promise<StoredWebhook> => {
    const id = newId('whk', begin);
    const webhook: StoredWebhook = {
      id,
      name: 'Operations',
      address: `https://${id.replace('_', '-')}.example/hook`,
      format: 'json',
      kinds: ['password-changed', 'machine-failed', 'machine-stopped'],
      isOn: true,
      onSince: new Date(begin.getTime() - 1000).toISOString(),
      sealedSecret: await openOwnedSecrets.seal(id, secret),
      ...overrides,
    };
    await set((webhooks) => [...webhooks, webhook]);
    return webhook;
  };
  return {
    ...notices,
    posts,
    deliveries,
    givenWebhook,
    change: (id: string, changed: Partial<StoredWebhook>) =>
      set((webhooks) => webhooks.map((one) => (one.id === id ? { ...one, ...changed } : one))),
    postedTo: ({ address }: StoredWebhook) => posts.filter((post) => post.address === address),
    receivers: (next: typeof answer) => {
      answer = next;
    },
  };
}
