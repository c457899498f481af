import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { idOf } from '../../../testing/data/users.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { mockServer } from '../../../testing/mock-api.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, type World } from '../../../testing/world.ts';
import { addDays, dayInZone } from '../../../lib/format/zone-time.ts';

const todayHere = () => dayInZone('UTC', Date.now());
const office: MachineHours = {
  zone: 'UTC',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '09:00', to: '18:00' }],
  daysOff: [],
};

/** A machine’s page, of which what is given is so. */
async function open(name: string, changes: Partial<Instance> = {}) {
  const arrange = (world: World) => {
    world.machines = world.machines.map((one) => (one.name === name ? { ...one, ...changes } : one));
  };
  const view = renderApp(`/machines/${idOf('mch', name)}`, { as: ada(), arrange });
  const section = await screen.findByRole('region', { name: 'Hours' });
  const hoursNow = () => view.world.machines.find((one) => one.name === name)?.hours;
  return { ...view, section, hoursNow };
}

describe('the hours of a machine', () => {
  it('that has none are offered, as an office has them, where the reader is', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx');

    await user.click(within(section).getByRole('button', { name: 'Set hours' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hours of quiet-lynx' });
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save hours' }));

    await waitFor(() => {
      expect(hoursNow()).toEqual({
        zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        daysOff: [],
      });
    });
    expect(await within(section).findByText('Mon–Fri 9:00–18:00')).toBeVisible();
  });

  it('are told with what comes of them, and why', async () => {
    const hours = { ...office, startsAt: `${addDays(todayHere(), 1)}T09:00:00.000Z` };

    const { section } = await open('quiet-lynx', { hours });

    expect(section).toHaveTextContent('Starts tomorrow at 9:00 (UTC), when its hours begin.');
    expect(within(section).getByText('daily 9:00–18:00')).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('may be changed: days, times, zone, holidays and vacation', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx', { hours: office });

    await user.click(within(section).getByRole('button', { name: 'Change hours' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hours of quiet-lynx' });
    const field = (label: string) => within(dialog).getByLabelText(label);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Sunday' }));
    await user.clear(field('To'));
    await user.type(field('To'), '06:00');
    expect(within(dialog).getByText('Until 06:00 of the next day.')).toBeVisible();
    await user.selectOptions(field('Time zone'), 'America/New_York');
    await user.selectOptions(
      field('Not on public holidays of'),
      await within(dialog).findByRole('option', { name: 'Germany' }),
    );
    await user.selectOptions(field('Region'), 'Berlin');
    await user.click(within(dialog).getByRole('button', { name: 'Add vacation' }));
    await waitFor(() => {
      expect(field('First day')).toHaveFocus();
    });
    await user.click(within(dialog).getByRole('button', { name: 'Save hours' }));

    const tomorrow = addDays(dayInZone('America/New_York', Date.now()), 1);
    await waitFor(() => {
      expect(hoursNow()).toEqual({
        zone: 'America/New_York',
        windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '09:00', to: '06:00' }],
        holidays: { country: 'DE', region: 'BE' },
        daysOff: [{ from: tomorrow, to: addDays(tomorrow, 13) }],
      });
    });
  });

  it('that cannot be are said to be so before anything is sent', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx', { hours: office });
    await user.click(within(section).getByRole('button', { name: 'Change hours' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hours of quiet-lynx' });

    await user.click(within(dialog).getByRole('button', { name: 'Add time' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save hours' }));
    expect(await within(dialog).findByText('Each needs at least one day, and both times.')).toBeVisible();
    const second = within(dialog).getByRole('listitem', { name: 'Time 2' });
    await user.click(within(second).getByRole('checkbox', { name: 'Monday' }));

    expect(within(dialog).getByText('Times must not overlap.')).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
    expect(hoursNow()).toEqual(office);
    await user.click(within(dialog).getByRole('button', { name: 'Remove time 2' }));
    expect(within(dialog).getByRole('button', { name: 'Add time' })).toHaveFocus();
  });

  it('that the service refuses stay in the form, which says why', async () => {
    const { user, section } = await open('quiet-lynx', { hours: office });
    mockServer.use(mockProblem('setHours', 'edit-conflict'));
    await user.click(within(section).getByRole('button', { name: 'Change hours' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hours of quiet-lynx' });

    await user.click(within(dialog).getByRole('button', { name: 'Save hours' }));

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The hours were not saved');
  });

  it('may leave out today, and take that back', async () => {
    const today = todayHere();
    const hours = { ...office, startsAt: `${today}T23:59:00.000Z` };
    const { user, section, hoursNow } = await open('quiet-lynx', { hours });

    await user.click(within(section).getByRole('button', { name: 'Not today' }));
    await waitFor(() => {
      expect(hoursNow()?.daysOff).toEqual([{ from: today, to: today }]);
    });
    await user.click(await within(section).findByRole('button', { name: 'Start it again, today' }));

    await waitFor(() => {
      expect(hoursNow()?.daysOff).toEqual([]);
    });
  });

  it('take days off from a calendar, and forget it', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx', { hours: office });
    const file = new File(['BEGIN:VCALENDAR'], 'Company.ics', { type: 'text/calendar' });

    await user.upload(within(section).getByLabelText('Calendar file (.ics)'), file);

    const told = 'Not on 2 days of “Company.ics”, the last on 26 Dec 2099';
    expect(await within(section).findByText(told)).toBeVisible();
    expect(within(section).getByRole('button', { name: 'Other calendar' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(section).getByRole('button', { name: 'Forget Company.ics' }));
    await waitFor(() => {
      expect(hoursNow()).toEqual(office);
    });
  });

  it('follow a calendar at an address, and say when it was fetched', async () => {
    const { user, section } = await open('quiet-lynx', { hours: office });

    await user.click(within(section).getByRole('button', { name: 'Calendar at an address' }));
    const dialog = await screen.findByRole('dialog', { name: 'Calendar for quiet-lynx' });
    const address = within(dialog).getByLabelText('Address of the calendar (.ics)');
    await user.type(address, 'holidays');
    await user.click(within(dialog).getByRole('button', { name: 'Follow calendar' }));
    expect(await within(dialog).findByText(/^Enter the address of a calendar/)).toBeVisible();
    await user.clear(address);
    await user.type(address, 'https://calendar.example/private-key/days.ics');
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Follow calendar' }));

    expect(await within(section).findByText(/^Last fetched from calendar\.example today at /)).toBeVisible();
    expect(section).not.toHaveTextContent('private-key');
  });

  it('say since when a calendar cannot be fetched, and why', async () => {
    const source = {
      host: 'calendar.example',
      fetchedAt: '2026-01-02T09:00:00.000Z',
      failedSince: '2026-01-03T09:00:00.000Z',
      fault: 'Nothing answers there',
    };
    const { section } = await open('quiet-lynx', {
      hours: { ...office, calendar: { name: 'Company', days: 2, lastDay: '2099-12-26', source } },
    });

    expect(within(section).getByText(/^Last fetched from calendar\.example/)).toHaveTextContent(
      /It has failed since .*: Nothing answers there\. It is tried again; these days stay until then\.$/,
    );
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say why a calendar is not taken', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx', { hours: office });

    await user.upload(
      within(section).getByLabelText('Calendar file (.ics)'),
      new File([new Uint8Array(262_145)], 'huge.ics', { type: 'text/calendar' }),
    );

    expect(await screen.findByRole('alert', { name: '' })).toHaveTextContent('A calendar may have at most 256 KB.');
    expect(hoursNow()).toEqual(office);
  });

  it('may be removed', async () => {
    const { user, section, hoursNow } = await open('quiet-lynx', { hours: office });

    await user.click(within(section).getByRole('button', { name: 'Remove hours' }));

    expect(await within(section).findByRole('button', { name: 'Set hours' })).toBeVisible();
    expect(hoursNow()).toBeUndefined();
  });

  it('are not offered for a machine that failed', async () => {
    renderApp(`/machines/${idOf('mch', 'calm-badger')}`, { as: ada() });
    await screen.findByRole('region', { name: 'Details' });

    expect(screen.queryByRole('region', { name: 'Hours' })).not.toBeInTheDocument();
  });
});
