import { optionalNoticeKinds } from '@cloudapp/contracts/notice';
import type { Profile } from '@cloudapp/contracts/session';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

function openProfile(scene: Omit<Parameters<typeof renderApp>[1], 'as'> = {}) {
  return renderApp('/profile', { as: ada(), ...scene });
}

describe('the profile page', () => {
  it('shows account, sessions and keys, and axe finds nothing', async () => {
    openProfile();

    const account = await screen.findByRole('region', { name: 'Account' });
    expect(account).toHaveTextContent(/ada\.lovelace@example\.org.*User.*4 of 5 used/);
    const sessions = await screen.findByRole('list', { name: 'Sessions' });
    expect(within(sessions).getAllByRole('listitem')[0]).toHaveTextContent(
      /Chrome on Linux.*This session.*84\.112\.7\.31/,
    );
    expect(within(sessions).getAllByRole('listitem')[1]).toHaveTextContent(/Safari on iPhone.*3 h ago/);
    const keys = await screen.findByRole('list', { name: 'SSH keys' });
    expect(keys).toHaveTextContent(/cloudapp-brave-otter.*Ed25519.*41 min ago.*SHA256:/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('changes the name', async () => {
    const { user, world } = openProfile();

    const field = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(field);
    await user.type(field, 'Ada King');
    await user.click(screen.getByRole('button', { name: 'Save name' }));

    expect(await screen.findByText('Your name is changed')).toBeInTheDocument();
    expect(world.users.some(({ name }) => name === 'Ada King')).toBe(true);
  });

  it('switches e-mails about machines off and on, and offers no others', async () => {
    const { user, world } = openProfile();
    const emails = await screen.findByRole('region', { name: 'E-mails' });
    expect(within(emails).getAllByRole('switch')).toHaveLength(optionalNoticeKinds.length);

    await user.click(within(emails).getByRole('switch', { name: 'A machine is ready' }));
    await waitFor(() => {
      expect(world.unwantedNotices).toEqual(['machine-ready']);
    });
    expect(within(emails).getByRole('switch', { name: 'A machine is ready' })).not.toBeChecked();
    expect(within(emails).getByRole('switch', { name: 'A machine has failed' })).toBeChecked();

    await user.click(within(emails).getByRole('switch', { name: 'A machine is ready' }));
    await waitFor(() => {
      expect(world.unwantedNotices).toEqual([]);
    });
  });

  it('tells in which time zone e-mails tell times, and takes another or the one of this browser', async () => {
    const { user, world } = openProfile();
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const field = await screen.findByRole('combobox', { name: 'Times in e-mails' });
    const zone = () => (world.users.find(({ id }) => id === ada().id) as Profile).timeZone;
    expect(field).toHaveValue('Asia/Tokyo');

    await user.selectOptions(field, 'America/New York');
    await waitFor(() => {
      expect(field).toHaveValue('America/New_York');
    });
    expect(zone()).toBe('America/New_York');
    await user.click(screen.getByRole('button', { name: `Use this browser’s: ${here}` }));

    await waitFor(() => {
      expect(field).toHaveValue(here);
    });
    expect(zone()).toBe(here);
    expect(screen.queryByRole('button', { name: /this browser’s/ })).not.toBeInTheDocument();
  });

  it('says that the time zone was not changed, and keeps the one before', async () => {
    const { user } = openProfile({ handlers: [mockProblem('updateProfile', 'internal-error')] });
    const field = await screen.findByRole('combobox', { name: 'Times in e-mails' });

    await user.selectOptions(field, 'UTC');

    expect(await screen.findByText('Your time zone was not changed')).toBeInTheDocument();
    expect(field).toHaveValue('Asia/Tokyo');
  });

  it('ends another session', async () => {
    const { user } = openProfile();

    await user.click(await screen.findByRole('button', { name: 'End session of Safari on iPhone at 178.115.62.4' }));

    await waitFor(() => {
      expect(screen.queryByText('Safari on iPhone')).not.toBeInTheDocument();
    });
    expect(screen.getByText('Chrome on Linux')).toBeInTheDocument();
  });

  it('removes a key after asking, and then says what belongs there', async () => {
    const { user } = openProfile();

    await user.click(await screen.findByRole('button', { name: 'Remove cloudapp-brave-otter' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Machines that have it keep it');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));

    expect(await screen.findByText(/None yet/)).toBeInTheDocument();
  });

  it('says which part could not be loaded, and shows the others', async () => {
    openProfile({ handlers: [mockProblem('listSessions', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('Your sessions could not be loaded');
    expect(await screen.findByRole('list', { name: 'SSH keys' })).toBeInTheDocument();
  });
});

describe('changing the password', () => {
  async function change(user: ReturnType<typeof openProfile>['user'], current: string, wanted: string) {
    await user.type(await screen.findByLabelText('Current password'), current);
    await user.type(screen.getByLabelText('New password'), wanted);
    await user.click(screen.getByRole('button', { name: 'Change password' }));
  }

  it('says that it is changed and empties the fields', async () => {
    const { user } = openProfile();

    await change(user, rightPassword, 'a sentence that nobody knows');

    expect(await screen.findByText('Your password is changed')).toBeInTheDocument();
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });

  it('says at the field that the current one is wrong', async () => {
    const { user } = openProfile();

    await change(user, 'not the right one', 'a sentence that nobody knows');

    await waitFor(() => {
      expect(screen.getByLabelText('Current password')).toHaveAccessibleDescription(
        'This is not your current password.',
      );
    });
  });

  it('says how long to wait after too many wrong ones', async () => {
    const { user } = openProfile({
      handlers: [mockProblem('changePassword', 'too-many-attempts', { retryAfterSeconds: 300 })],
    });

    await change(user, 'not the right one', 'a sentence that nobody knows');

    expect(await screen.findByRole('alert')).toHaveTextContent('Wait 5 min, then try again');
  });
});
