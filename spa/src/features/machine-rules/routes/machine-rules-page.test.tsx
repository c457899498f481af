import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openRules(scene: Scene = {}) {
  const view = renderApp('/admin/machines/rules', { as: grace(), ...scene });
  const days = await screen.findByRole('textbox', { name: 'Days they are kept' });
  const save = screen.getByRole('button', { name: 'Save rules' });
  const type = async (name: string, text: string) => {
    const field = screen.getByRole('textbox', { name });
    await view.user.clear(field);
    if (text !== '') await view.user.type(field, text);
  };
  /** What is stricter is looked at before it is saved. */
  const saveStricter = async () => {
    await view.user.click(save);
    await screen.findByRole('region', { name: 'The last 30 days' });
    await view.user.click(save);
  };
  return { ...view, days, save, saveStricter, type };
}

describe('the rules for machines', () => {
  it('are shown as they are, to administrators, and axe finds nothing', async () => {
    const { days, save } = await openRules();

    expect(days).toHaveValue('14');
    expect(screen.getByRole('textbox', { name: 'Users' })).toHaveValue('720 h');
    expect(await screen.findByRole('textbox', { name: 'PostgreSQL server' })).toHaveValue('');
    expect(save).toBeDisabled();
    expect(within(screen.getByRole('main')).getByRole('link', { name: 'All machines' })).toHaveAttribute(
      'href',
      '/admin/machines',
    );
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are open to nobody else', async () => {
    renderApp('/admin/machines/rules', { as: ada() });

    expect(await screen.findByRole('heading', { level: 1 })).not.toHaveTextContent('Rules for machines');
  });

  it('say what they will do before they are saved, and are saved', async () => {
    const { saveStricter, type, world } = await openRules();

    await type('Days they are kept', '30');
    expect(screen.getByRole('status')).toHaveTextContent('deleted with their disks after 30 days');
    await type('Users', '48');
    await type('PostgreSQL server', '8');
    await saveStricter();

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.machineRules).toEqual({
      keptDays: 30,
      longestHours: { user: 48, admin: 720 },
      longestHoursOf: { postgresql: 8 },
    });
  });

  it('stop machines that are idle, after as long as is said, and no more', async () => {
    const { user, save, saveStricter, type, world } = await openRules();
    expect(screen.queryByRole('textbox', { name: 'Minutes until they stop' })).not.toBeInTheDocument();

    await user.click(screen.getByRole('switch', { name: 'Stop machines that are idle' }));
    expect(screen.getByRole('textbox', { name: 'Minutes until they stop' })).toHaveValue('120 min');
    await type('Minutes until they stop', '29');
    expect(save).toBeDisabled();
    await type('Minutes until they stop', '45');
    await saveStricter();

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.machineRules.idleMinutes).toBe(45);
  });

  it('can keep machines for ever, and no limit is none', async () => {
    const { user, save, type, world } = await openRules({
      arrange: (to) => {
        to.machineRules = { ...to.machineRules, longestHoursOf: { postgresql: 8 } };
      },
    });

    await user.click(screen.getByRole('switch', { name: 'Delete machines that have been off for long' }));
    expect(screen.queryByRole('textbox', { name: 'Days they are kept' })).not.toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('kept until somebody deletes them');
    await type('PostgreSQL server', '');
    await user.click(save);

    await waitFor(() => {
      expect(world.machineRules).toEqual({ longestHours: { user: 720, admin: 720 }, longestHoursOf: {} });
    });
  });

  it('can give new machines hours, and none again', async () => {
    const { user, saveStricter, world } = await openRules();
    await user.click(await screen.findByRole('switch', { name: 'Give new machines hours' }));
    await user.selectOptions(screen.getByLabelText('Time zone'), 'Europe/Berlin');
    await user.selectOptions(
      screen.getByLabelText('Not on public holidays of'),
      await screen.findByRole('option', { name: 'Germany' }),
    );
    expect(await findAccessibilityFaults()).toEqual([]);
    await saveStricter();

    await waitFor(() => {
      expect(world.machineRules.usualHours).toEqual({
        zone: 'Europe/Berlin',
        windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        holidays: { country: 'DE' },
      });
    });
    await user.click(await screen.findByRole('switch', { name: 'Give new machines hours', checked: true }));
    await user.click(screen.getByRole('button', { name: 'Save rules' }));
    await waitFor(() => {
      expect(world.machineRules).not.toHaveProperty('usualHours');
    });
  });

  it('cannot be saved with hours that cannot be, which they say', async () => {
    const { user, save } = await openRules();
    await user.click(await screen.findByRole('switch', { name: 'Give new machines hours' }));
    expect(save).toBeEnabled();

    await user.clear(screen.getByLabelText('To'));

    expect(screen.getByText('Each needs at least one day, and both times.')).toBeVisible();
    expect(save).toBeDisabled();
  });

  it('cannot be saved while something is missing, and say when they were not', async () => {
    const { save, saveStricter, type } = await openRules({
      handlers: [mockProblem('setMachineRules', 'edit-conflict')],
    });

    await type('Administrators', '');
    expect(save).toBeDisabled();
    await type('Administrators', '100');
    await saveStricter();

    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The settings were not changed')).toBeVisible();
  });
});
