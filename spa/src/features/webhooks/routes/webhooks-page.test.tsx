import { noticeKinds } from '@cloudapp/contracts/notice';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { exampleWebhook, waitingDelivery } from '../../../testing/data/webhooks.ts';
import { webhookSecret } from '../../../testing/handlers/webhooks.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const withOne: Scene = {
  arrange: (world) => {
    world.webhooks = [exampleWebhook()];
  },
};

async function openWebhooks(scene: Scene = withOne) {
  const view = renderApp('/admin/webhooks', { as: grace(), ...scene });
  await screen.findByRole('heading', { level: 1, name: 'Webhooks' });
  const choose = async (name: string) => {
    await view.user.click(await screen.findByRole('button', { name: 'Actions for Operations' }));
    await view.user.click(await screen.findByRole('menuitem', { name }));
    return await screen.findByRole('dialog', { name: `${name} Operations${name === 'Remove' ? '?' : ''}` });
  };
  const add = async () => {
    await view.user.click(await screen.findByRole('button', { name: 'Add webhook' }));
    return await screen.findByRole('dialog', { name: 'Add webhook' });
  };
  const deliveries = async () => {
    await view.user.click(await screen.findByRole('button', { name: 'Deliveries of Operations' }));
    return await screen.findByRole('dialog', { name: 'Deliveries of Operations' });
  };
  return { ...view, choose, add, deliveries };
}

describe('the webhooks', () => {
  it('say where each leads and what it is told of, without the path, and axe finds nothing', async () => {
    await openWebhooks({
      arrange: (world) => {
        const other = { id: `whk_${'8'.padEnd(26, '0')}`, name: 'Other', format: 'json', isOn: false } as const;
        world.webhooks = [exampleWebhook(), exampleWebhook(other)];
      },
    });

    const [first, second] = within(await screen.findByRole('list', { name: 'Webhooks' })).getAllByRole('listitem');
    expect(first).toHaveTextContent('OperationsOnSlack to hooks.example.org');
    expect(first).toHaveTextContent('Machine has failed · Machine will be deleted');
    expect(first).not.toHaveTextContent('secret');
    expect(second).toHaveTextContent('OtherOffSigned JSON to hooks.example.org');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say what they are for when there are none', async () => {
    await openWebhooks({});

    expect(await screen.findByRole('heading', { name: 'No webhooks yet' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add webhook' })).toBeVisible();
  });

  it('are said to be missing when they cannot be loaded', async () => {
    await openWebhooks({ handlers: [mockProblem('listWebhooks', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The webhooks could not be loaded');
  });

  it('are none of a user’s business', async () => {
    renderApp('/admin/webhooks', { as: ada(), ...withOne });

    expect(await screen.findByRole('heading', { level: 1 })).not.toHaveTextContent('Webhooks');
  });

  it('are removed after asking, and the focus is not lost', async () => {
    const { user, choose, world } = await openWebhooks();

    const question = await choose('Remove');
    expect(world.webhooks).toHaveLength(1);
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    expect(await screen.findByRole('heading', { name: 'No webhooks yet' })).toBeVisible();
    expect(world.webhooks).toEqual([]);
    await waitFor(() => {
      expect(document.body).not.toHaveFocus();
    });
  });
});

describe('a new webhook', () => {
  it('shows its secret once, and asks before it is lost', async () => {
    const { user, add, world } = await openWebhooks({});
    const form = await add();
    await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Pager');
    await user.type(within(form).getByRole('textbox', { name: 'Address' }), 'https://pager.example.org/hook');
    await user.click(within(form).getByRole('checkbox', { name: 'Account was disabled' }));
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(form).getByRole('button', { name: 'Add webhook' }));

    const shown = await screen.findByRole('dialog', { name: 'The webhook is added' });
    expect(within(shown).getByRole('group', { name: 'Secret' })).toHaveTextContent(webhookSecret);
    expect(world.webhooks).toMatchObject([
      {
        name: 'Pager',
        address: 'https://pager.example.org/hook',
        format: 'json',
        kinds: ['machine-failed', 'deletion-ahead', 'account-disabled'],
        isOn: true,
      },
    ]);
    await user.click(within(shown).getByRole('button', { name: 'Done' }));
    const question = await screen.findByRole('dialog', { name: 'Close without the secret?' });
    await user.click(within(question).getByRole('button', { name: /cancel|back/i }));
    await user.click(within(shown).getByRole('button', { name: /copy secret/i }));
    expect(await navigator.clipboard.readText()).toBe(webhookSecret);
    await user.click(within(shown).getByRole('button', { name: 'Done' }));

    await waitFor(() => {
      expect(screen.queryByText(webhookSecret)).not.toBeInTheDocument();
    });
    expect(await screen.findByRole('list', { name: 'Webhooks' })).toHaveTextContent('Pager');
  });

  it('for a chat has no secret to show', async () => {
    const { user, add, world } = await openWebhooks({});
    const form = await add();
    await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Chat');
    await user.type(within(form).getByRole('textbox', { name: 'Address' }), 'https://hooks.example.org/x');
    await user.click(within(form).getByRole('radio', { name: /^Slack/ }));
    await user.click(within(form).getByRole('button', { name: 'Add webhook' }));

    expect(await screen.findByText('Chat is added')).toBeVisible();
    expect(world.webhooks).toMatchObject([{ format: 'slack' }]);
    expect(screen.queryByText('Shown only now')).not.toBeInTheDocument();
  });

  it('says at each field what is missing, and sends nothing', async () => {
    const { user, add, world } = await openWebhooks({});
    const form = await add();
    expect(within(form).getAllByRole('checkbox')).toHaveLength(noticeKinds.length);
    for (const name of ['Machine has failed', 'Machine will be deleted']) {
      await user.click(within(form).getByRole('checkbox', { name }));
    }
    await user.click(within(form).getByRole('button', { name: 'Add webhook' }));

    expect(form).toHaveTextContent('Give it a name that others know it by.');
    expect(form).toHaveTextContent('Enter an address that begins with https://.');
    expect(form).toHaveTextContent('Choose at least one.');
    expect(world.webhooks).toEqual([]);
  });

  it('says at its field what the API refuses', async () => {
    const errors = [{ pointer: '/address', detail: 'must be an https address' }];
    const { user, add } = await openWebhooks({ handlers: [mockProblem('addWebhook', 'invalid-request', { errors })] });
    const form = await add();
    await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Chat');
    await user.type(within(form).getByRole('textbox', { name: 'Address' }), 'http://hooks.example.org/x');
    await user.click(within(form).getByRole('button', { name: 'Add webhook' }));

    expect(await within(form).findByText('It must be an https address.')).toBeVisible();
    expect(within(form).getByRole('textbox', { name: 'Address' })).toHaveFocus();
  });

  it('that is one too many says what to do', async () => {
    const { user, add } = await openWebhooks({ handlers: [mockProblem('addWebhook', 'too-many-webhooks')] });
    const form = await add();
    await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Chat');
    await user.type(within(form).getByRole('textbox', { name: 'Address' }), 'https://hooks.example.org/x');
    await user.click(within(form).getByRole('button', { name: 'Add webhook' }));

    expect(await within(form).findByRole('alert')).toHaveTextContent('Remove one that nobody needs');
  });
});

it('a webhook is changed, and keeps its format', async () => {
  const { user, choose, world } = await openWebhooks();
  const form = await choose('Change');
  expect(within(form).queryByRole('radio')).not.toBeInTheDocument();
  await user.click(within(form).getByRole('switch', { name: /^On / }));
  await user.click(within(form).getByRole('button', { name: 'Save' }));

  expect(await screen.findByText('Operations is changed')).toBeVisible();
  expect(world.webhooks).toEqual([exampleWebhook({ isOn: false })]);
});

describe('the deliveries', () => {
  const withWaiting: Scene = {
    arrange: (world) => {
      world.webhooks = [exampleWebhook()];
      world.deliveries = [waitingDelivery()];
    },
  };

  it('say what was answered and when it is tried again, and axe finds nothing', async () => {
    const { deliveries } = await openWebhooks(withWaiting);

    const dialog = await deliveries();

    const item = await within(dialog).findByRole('listitem');
    expect(item).toHaveTextContent('Machine has failedWaiting');
    expect(item).toHaveTextContent('Answered 503: It did not take it');
    expect(item).toHaveTextContent('Tried 2 times, next in 2 min');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are sent again when asked', async () => {
    const { user, deliveries, world } = await openWebhooks(withWaiting);
    const dialog = await deliveries();

    await user.click(await within(dialog).findByRole('button', { name: 'Send again: Machine has failed' }));

    expect(await within(dialog).findByText('Sent')).toBeVisible();
    expect(within(dialog).getByRole('status')).toHaveTextContent('It is on its way');
    expect(world.deliveries).toMatchObject([{ id: waitingDelivery().id, state: 'sent' }]);
  });

  it('begin with a test', async () => {
    const { user, deliveries } = await openWebhooks();
    const dialog = await deliveries();
    expect(await within(dialog).findByText(/^Nothing yet/)).toBeVisible();

    await user.click(within(dialog).getByRole('button', { name: 'Send a test' }));

    expect(await within(dialog).findByRole('listitem')).toHaveTextContent('TestSent');
  });

  it('say that a test was not sent', async () => {
    const { user, deliveries } = await openWebhooks({
      ...withOne,
      handlers: [mockProblem('testWebhook', 'service-unavailable')],
    });
    const dialog = await deliveries();

    await user.click(within(dialog).getByRole('button', { name: 'Send a test' }));

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The test was not sent');
  });

  it('are said to be missing when they cannot be loaded', async () => {
    const { deliveries } = await openWebhooks({
      ...withOne,
      handlers: [mockProblem('listDeliveries', 'internal-error')],
    });

    expect(await within(await deliveries()).findByRole('alert')).toHaveTextContent('could not be loaded');
  });
});
