import type { Instance } from '@cloudapp/contracts/instance';
import type { Usage } from '@cloudapp/contracts/usage';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { ago } from '../../../testing/data/records.ts';
import { receipt, usage } from '../../../testing/data/usage.ts';
import { idOf } from '../../../testing/data/users.ts';
import { mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

const name = 'brave-otter';

const nothing = { cost: 1, ranMinutes: 60, usedMinutes: 0, idleMinutes: 0, unknownMinutes: 60 };

async function open(idle?: Instance['idle'], usageNow: Usage = usage(), more: Partial<Instance> = {}) {
  const view = renderApp(`/machines/${idOf('mch', name)}`, {
    as: ada(),
    handlers: [mockRoute('getUsage', () => usageNow)],
    arrange: (world) => {
      world.machines = world.machines.map((one) => (one.name === name ? { ...one, idle, ...more } : one));
    },
  });
  await screen.findByRole('heading', { level: 1, name });
  return view;
}
const region = async () => {
  // Its place is taken until its numbers are there.
  await screen.findByText(/Load \d|has not said|has said nothing/);
  return within(screen.getByRole('region', { name: 'Usage' }));
};

describe('what a machine does', () => {
  it('is drawn for CPU, memory and disk, and said in words and as a table', async () => {
    const { user } = await open();
    await region();

    expect(
      await screen.findByRole('img', { name: /^CPU in the last 24 hours: at most 35 %, now 12 %$/ }),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: /^Memory .*: at most 41 %, now 41 %$/ })).toBeVisible();
    expect(screen.getByRole('img', { name: /^Disk .*: at most 63 %, now 63 %$/ })).toBeVisible();
    expect(screen.getByText('1 job, 1 terminal, 2 connections. Load 0.4.')).toBeVisible();
    expect(screen.queryByText('The disk is nearly full')).not.toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Show as table' }));

    expect(screen.getByRole('columnheader', { name: 'CPU at most' })).toBeVisible();
    expect(screen.getAllByRole('rowheader').length).toBeGreaterThan(5);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('warns of a disk that is nearly full', async () => {
    await open(undefined, usage({ disk: 90 }));

    const notice = await screen.findByRole('region', { name: 'The disk is nearly full' });
    expect(notice).toHaveTextContent('90 % of it is used');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is said not to be known of a machine that has said nothing yet', async () => {
    await open(undefined, { stepSeconds: 300, steps: [], receipt: nothing });

    expect(await (await region()).findByText(/has not said yet/)).toBeVisible();
  });

  it('is as it was before where the machine has said nothing for a while', async () => {
    const { steps, latest } = usage();
    const before = latest && { ...latest, at: ago({ minutes: 9 }) };
    await open(undefined, { stepSeconds: 300, steps, latest: before, receipt: nothing });

    expect(await (await region()).findByText(/has not said for some minutes/)).toBeVisible();
    expect((await region()).getByRole('img', { name: /^CPU .* now not known$/ })).toBeVisible();
  });
});

describe('what a machine did in all', () => {
  const inAll = (label: string) => within(screen.getByRole('region', { name: 'Usage' })).getByLabelText(label);

  it('is told in hours, with the smaller size that is enough', async () => {
    await open();
    await region();

    expect(inAll('What it is used for, in all')).toHaveTextContent('Used1 day 17 hIdle2 days 15 hNot known2 h');
    expect(
      screen.getByText(
        'It would be fine as t3a.small: CPU at most 20 % and memory at most 1.4 GiB for 95 % of the time. It would have cost $6.17 instead of $12.34.',
      ),
    ).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is all that is told of one that is gone', async () => {
    await open(undefined, usage(), { state: 'terminated' });

    await screen.findByText('What it did while it was there, as it said itself.');
    expect(inAll('What it was used for')).toHaveTextContent('Used1 day 17 hIdle2 days 15 hNot known2 h');
    expect(screen.getByText(/^t3a\.small would have been enough: /)).toBeVisible();
    expect(screen.queryByRole('img', { name: /^CPU/ })).not.toBeInTheDocument();
  });

  it('is told of one that was silent for a day', async () => {
    await open(undefined, { stepSeconds: 300, steps: [], receipt });

    expect((await region()).getByText(/has said nothing in the last 24 hours/)).toBeVisible();
    expect(inAll('What it is used for, in all')).toBeVisible();
  });

  it('is never idle time where nothing is known', async () => {
    await open(undefined, { stepSeconds: 300, steps: [], receipt: nothing }, { state: 'terminated' });

    await screen.findByText('It never said what it did.');
    expect(screen.queryByText('Idle')).not.toBeInTheDocument();
  });
});

describe('a machine that is idle', () => {
  const evidence = 'Nobody has typed and no job has run for 48 min, CPU below 2 %';

  it('says when it stops and what shows that it is idle, and is kept', async () => {
    const { user } = await open({ since: ago({ minutes: 48 }), stopsAt: ago({ minutes: -12 }), evidence });
    const notice = await screen.findByRole('region', { name: /^It is idle, and stops at \d\d:\d\d$/ });
    expect(notice).toHaveTextContent(evidence);
    expect(notice).toHaveTextContent(/In 12 min\. Idle since/);
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(within(notice).getByRole('button', { name: 'Keep 3 h' }));

    await expect.poll(() => screen.queryByRole('region', { name: /^It is idle/ })).toBeNull();
  });

  it('says nothing of it while it is used', async () => {
    await open();

    await region();
    expect(screen.queryByText(/^It is idle/)).not.toBeInTheDocument();
  });
});
