import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { dropKeys } from '../../../modules/machines/key-store.ts';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { idOf } from '../../../testing/data/users.ts';
import { mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace, type World } from '../../../testing/world.ts';

const id = idOf('mch', 'brave-otter');
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p';

afterEach(() => {
  dropKeys();
});

/** The machine has a key of its owner's list. */
const withKey = (changes: Partial<SshKey>) => (world: World) => {
  world.sshKeys = world.sshKeys.map((key) => ({ ...key, id: 'b'.repeat(64), name: 'cloudapp-otter', ...changes }));
};

async function open(scene: Partial<Parameters<typeof renderApp>[1]> = {}) {
  const view = renderApp(`/machines/${id}`, { as: ada(), ...scene });
  await screen.findByRole('heading', { level: 1, name: 'brave-otter' });
  await screen.findByRole('region', { name: 'Log in' });
  return view;
}

const lost = 'The private key of this machine was not saved';

describe('the key of a machine', () => {
  it('that was never saved and is not in this tab is said to be lost, and nowhere to have been saved', async () => {
    await open({ arrange: withKey({ isSaved: false }) });

    const notice = await screen.findByRole('alert', { name: lost });
    expect(notice).toHaveTextContent('unless you have the file cloudapp-otter');
    expect(within(notice).getByRole('button', { name: 'Use another key' })).toBeVisible();
    expect(await screen.findByText('Uses the key file cloudapp-otter, which was not saved so far.')).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('that was saved is not said to be lost', async () => {
    await open({ arrange: withKey({ isSaved: true }) });

    expect(await screen.findByText('Uses the key file cloudapp-otter, which your browser made.')).toBeVisible();
    expect(screen.queryByText(lost)).not.toBeInTheDocument();
  });

  it('counts as saved once its owner says that they have the file', async () => {
    const { user, world } = await open({ arrange: withKey({ isSaved: false }) });

    await user.click(await screen.findByRole('button', { name: 'I have the file' }));

    await waitFor(() => {
      expect(screen.queryByText(lost)).not.toBeInTheDocument();
    });
    expect(world.sshKeys[0]?.isSaved).toBe(true);
  });

  it('is no administrator’s to replace or to know of', async () => {
    await open({ as: grace(), arrange: withKey({ isSaved: false }) });

    expect(screen.queryByText(lost)).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Use another key' })).not.toBeInTheDocument();
  });
});

describe('another key', () => {
  it('is made, waits for the machine, and is offered until it is saved', async () => {
    const { user, world } = await open({ arrange: withKey({ isSaved: false }) });

    await user.click((await screen.findAllByRole('button', { name: 'Use another key' }))[0] ?? document.body);
    const dialog = await screen.findByRole('dialog', { name: 'Use another key' });
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Replace the key' }));

    expect(await screen.findByText('Waiting for the machine to take the new key')).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Download private key' }));
    await user.click(await screen.findByRole('button', { name: 'I have the key' }));
    await waitFor(() => {
      expect(screen.queryByText('Did your private key arrive?')).not.toBeInTheDocument();
    });
    expect(world.sshKeys[0]).toMatchObject({ isSaved: true, name: /^cloudapp-brave-otter-[0-9a-f]{8}$/ });
    expect(screen.queryByText(lost)).not.toBeInTheDocument();
  });

  it('that is pasted is sent as it is, and nothing has to be saved', async () => {
    const { user, world } = await open();

    await user.click(await screen.findByRole('button', { name: 'Use another key' }));
    const dialog = await screen.findByRole('dialog', { name: 'Use another key' });
    await user.click(within(dialog).getByRole('radio', { name: /Paste your public key/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Replace the key' }));
    expect(await within(dialog).findByText('Paste your public key.')).toBeVisible();
    await user.click(await within(dialog).findByRole('textbox', { name: 'Public key' }));
    await user.paste(publicKey);
    await user.click(within(dialog).getByRole('button', { name: 'Replace the key' }));

    expect(await screen.findByText('Waiting for the machine to take the new key')).toBeVisible();
    expect(world.sshKeys[0]).toMatchObject({ publicKey, isSaved: true });
    expect(screen.queryByRole('button', { name: 'Download private key' })).not.toBeInTheDocument();
  });

  it('sent again after a lost answer is the same key', async () => {
    const sent: string[] = [];
    const { user } = await open({
      handlers: [
        mockRoute('replaceKey', ({ body }) => {
          sent.push(body.sshPublicKey);
          throw new TypeError('lost');
        }),
      ],
    });
    await user.click(await screen.findByRole('button', { name: 'Use another key' }));
    const dialog = await screen.findByRole('dialog', { name: 'Use another key' });

    for (const times of [1, 2]) {
      await user.click(within(dialog).getByRole('button', { name: 'Replace the key' }));
      expect(await within(dialog).findByText('The key was not replaced')).toBeVisible();
      await waitFor(() => {
        expect(sent).toHaveLength(times);
      });
    }

    expect(sent[0]).toBe(sent[1]);
  });
});

describe('signing out', () => {
  it('asks before it loses a key that is not saved', async () => {
    const { user } = await open();
    await user.click(await screen.findByRole('button', { name: 'Use another key' }));
    const dialog = await screen.findByRole('dialog', { name: 'Use another key' });
    await user.click(within(dialog).getByRole('button', { name: 'Replace the key' }));
    await screen.findByRole('button', { name: 'Download private key' });

    await user.click(screen.getByRole('button', { name: /^Account of Ada Lovelace/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    const question = await screen.findByRole('dialog', { name: 'Sign out without saving your key?' });
    await user.click(within(question).getByRole('button', { name: 'Cancel' }));

    expect(screen.getByRole('button', { name: 'Download private key' })).toBeVisible();
  });
});
