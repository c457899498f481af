import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { ago } from '../../../testing/data/records.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openSettings(scene: Scene = {}) {
  const view = renderApp('/admin/sign-in', { as: grace(), ...scene });
  const section = await screen.findByRole('region', { name: 'Second factor' });
  const choose = async (name: string) => {
    await view.user.click(within(section).getByRole('radio', { name }));
  };
  const save = async () => {
    await view.user.click(within(section).getByRole('button', { name: 'Save' }));
  };
  return { ...view, section, choose, save };
}

describe('the sign-in settings', () => {
  it('say of whom a second factor is demanded, and axe finds nothing', async () => {
    const { section } = await openSettings();

    expect(within(section).getByRole('radio', { name: 'Of nobody' })).toBeChecked();
    expect(within(section).queryByRole('textbox', { name: 'Days to set it up' })).not.toBeInTheDocument();
    expect(within(section).getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say since when', async () => {
    const { section } = await openSettings({
      arrange: (world) => {
        world.signInSettings = {
          ...world.signInSettings,
          secondFactorOf: 'administrators',
          graceDays: 7,
          demandedSince: ago({ days: 3 }),
        };
      },
    });

    expect(section).toHaveTextContent('Demanded of administrators since 3 days ago');
    expect(within(section).getByRole('textbox', { name: 'Days to set it up' })).toHaveValue('7');
  });

  it('say before they are saved what will happen to whom, and until when', async () => {
    const { user, section, choose, save, world } = await openSettings();

    await choose('Of everybody');

    const days = within(section).getByRole('textbox', { name: 'Days to set it up' });
    expect(days).toHaveValue('14');
    expect(within(section).getByRole('status')).toHaveTextContent(
      'All people without a second factor have until 8 Dec 2026 to set one up; after that they can do nothing else. Newer accounts have 14 days from when they are made. They are told when they next open CloudApp.',
    );
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.clear(days);
    await user.type(days, '0');
    expect(within(section).getByRole('status')).toHaveTextContent('At once, also who is signed in: all people');
    await save();

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.signInSettings).toMatchObject({ secondFactorOf: 'everybody', graceDays: 0 });
  });

  it('take no more days than there may be, and not none', async () => {
    const { user, section, choose } = await openSettings();
    await choose('Of administrators');
    const days = within(section).getByRole('textbox', { name: 'Days to set it up' });

    await user.clear(days);
    expect(within(section).getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(days, '91');

    expect(days).toHaveValue('9');
  });

  it('end the demand', async () => {
    const { section, choose, save, world } = await openSettings({
      arrange: (newWorld) => {
        newWorld.signInSettings = {
          ...newWorld.signInSettings,
          secondFactorOf: 'everybody',
          graceDays: 7,
          demandedSince: ago({ days: 3 }),
        };
      },
    });

    await choose('Of nobody');
    expect(within(section).getByRole('status')).toHaveTextContent('only those');
    await save();

    await waitFor(() => {
      expect(world.signInSettings).toEqual({ secondFactorOf: 'nobody', graceDays: 7, passwordsOf: 'everybody' });
    });
  });

  it('are saved once it was proven who asks', async () => {
    let isProven = false;
    const { user, choose, save } = await openSettings({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('setSignInSettings', ({ body }) => {
          if (!isProven) throw new MockProblem('proof-required');
          return { ...body, demandedSince: ago({}), passwordsOf: 'everybody' };
        }),
      ],
    });

    await choose('Of administrators');
    await save();
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(question).getByLabelText('Password'), 'anything{Enter}');

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
  });

  it('keep what was chosen when they could not be saved', async () => {
    const { section, choose, save } = await openSettings({
      handlers: [mockProblem('setSignInSettings', 'internal-error')],
    });

    await choose('Of everybody');
    await save();

    expect(await within(section).findByRole('alert')).toHaveTextContent('The settings were not changed');
    expect(within(section).getByRole('radio', { name: 'Of everybody' })).toBeChecked();
  });

  it('are reached from the users, and not by others', async () => {
    const { user } = renderApp('/admin/users', { as: grace() });

    await user.click(await screen.findByRole('link', { name: 'Sign-in settings' }));

    const focused = await screen.findByRole('heading', { name: 'Sign-in settings' });
    await waitFor(() => {
      expect(focused).toHaveFocus();
    });
  });

  it('are for administrators', async () => {
    renderApp('/admin/sign-in', { as: ada() });

    expect(await screen.findByText('This page is for administrators')).toBeVisible();
  });
});
