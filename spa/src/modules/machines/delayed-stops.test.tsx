import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { idOf } from '../../testing/data/users.ts';
import { mockRoute } from '../../testing/mock-route.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada } from '../../testing/world.ts';

const name = 'brave-otter';

/** What was to be done after ten seconds, which pass in no test: how long they are must not hang on how busy the computer is. */
let due: (() => void)[] = [];

beforeEach(() => {
  due = [];
  vi.setSystemTime(new Date());
  const systemTimeout = window.setTimeout.bind(window);
  const held = (act: () => void, milliseconds?: number) => {
    if (milliseconds !== 10_000) return systemTimeout(act, milliseconds);
    due.push(act);
    return systemTimeout(act, 3_600_000);
  };
  vi.spyOn(window, 'setTimeout').mockImplementation(held as typeof window.setTimeout);
});
afterEach(() => {
  leaveTab();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function leaveTab() {
  window.dispatchEvent(new Event('pagehide'));
}

/** A machine's page on which Stop was pressed so many times. */
async function pressStop(times = 1) {
  const stops: string[] = [];
  const { user, world } = renderApp(`/machines/${idOf('mch', name)}`, {
    as: ada(),
    handlers: [
      mockRoute('stopInstance', ({ params }) => {
        stops.push(params.id);
        const machine = world.machines.find(({ id }) => id === params.id);
        if (!machine) throw new Error('There is no such machine');
        world.machines = world.machines.map((one) => (one === machine ? { ...one, state: 'stopping' } : one));
        return { ...machine, state: 'stopping' };
      }),
    ],
  });
  const button = await screen.findByRole('button', { name: 'Stop' });
  for (let time = 0; time < times; time += 1) await user.click(button);
  const message = await screen.findByRole('alert', { name: `${name} is about to stop` });
  return { user, world, stops, button, message };
}

async function isGone() {
  await waitFor(() => {
    expect(screen.queryByRole('alert', { name: `${name} is about to stop` })).not.toBeInTheDocument();
  });
}

describe('Stop', () => {
  it('waits ten seconds, says what it means, and counts down', async () => {
    const { message, stops } = await pressStop();

    expect(message).toHaveTextContent('Its disk is kept; started again, it gets another public address.');
    expect(message).toHaveTextContent('Leaving this tab stops it at once.');
    expect(message).toHaveTextContent('for 10 s');
    vi.setSystemTime(Date.now() + 4000);
    await waitFor(() => {
      expect(message).toHaveTextContent('for 6 s');
    });
    expect(stops).toEqual([]);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is read out once, not each second', async () => {
    const { message } = await pressStop();

    expect(within(message).getByText('or press Ctrl Z, within 10 seconds')).toBeInTheDocument();
    expect(within(message).getByText('or Ctrl Z, for 10 s')).toHaveAttribute('aria-hidden', 'true');
  });

  it('acts once the time is over, once however often it was pressed', async () => {
    const { stops } = await pressStop(3);
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    expect(stops).toEqual([]);

    for (const act of due) act();

    await isGone();
    expect(await screen.findByRole('region', { name: 'Stopping' })).toBeVisible();
    expect(stops).toHaveLength(1);
  });

  it('is taken back by its button, which gives the focus back', async () => {
    const { user, button, message, stops } = await pressStop();
    expect(button).toHaveFocus();
    within(message).getByRole('button', { name: 'Undo' }).focus();

    await user.keyboard('{Enter}');

    expect(await screen.findByText(`${name} keeps running`)).toBeVisible();
    await isGone();
    await waitFor(() => {
      expect(button).toHaveFocus();
    });
    leaveTab();
    expect(stops).toEqual([]);
  });

  it('is taken back by Ctrl Z wherever the focus is, but in a field', async () => {
    const { user, stops } = await pressStop();
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    await user.keyboard('{Control>}z{/Control}');
    expect(screen.queryByText(`${name} keeps running`)).not.toBeInTheDocument();
    field.remove();

    await user.keyboard('{Control>}z{/Control}');

    expect(await screen.findByText(`${name} keeps running`)).toBeVisible();
    leaveTab();
    expect(stops).toEqual([]);
  });

  it('goes on on another page, where it can still be taken back', async () => {
    const { user, stops } = await pressStop();
    await user.click(screen.getByRole('link', { name: 'My machines' }));
    await screen.findByRole('heading', { level: 1, name: 'My machines' });

    await user.click(screen.getByRole('button', { name: 'Undo' }));

    await isGone();
    expect(stops).toEqual([]);
  });
});

describe('a stop that waits', () => {
  it.each([
    ['closed', leaveTab],
    [
      'put out of sight',
      () => {
        const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
        document.dispatchEvent(new Event('visibilitychange'));
        hidden.mockRestore();
      },
    ],
  ])('is sent at once, by a request that outlives the page, when the tab is %s', async (_how, leave) => {
    const sent = vi.spyOn(globalThis, 'fetch');
    const { stops } = await pressStop();

    leave();
    leave();

    await isGone();
    await waitFor(() => {
      expect(stops).toHaveLength(1);
    });
    const request = sent.mock.calls.find(([address]) => (address as URL).href.endsWith('/stop'));
    expect(request?.[1]?.keepalive).toBe(true);
    sent.mockRestore();
  });

  it('is sent before one signs out', async () => {
    const order: string[] = [];
    const { user, world } = await pressStop();
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation((address) => {
      order.push(new URL(address as URL).pathname);
      return Promise.resolve(Response.json(world.machines[0]));
    });

    await user.click(screen.getByRole('button', { name: /^Account of/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }));

    await screen.findByRole('button', { name: 'Sign in' });
    expect(order.find((path) => path.endsWith('/stop'))).toBeDefined();
    expect(order.findIndex((path) => path.endsWith('/stop'))).toBeLessThan(order.lastIndexOf('/api/session'));
    sent.mockRestore();
  });

  it('is forgotten when its machine is deleted', async () => {
    const { user, stops } = await pressStop();

    await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete', hidden: true }));
    const dialog = await screen.findByRole('dialog', { name: `Delete ${name}?` });
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    await isGone();
    leaveTab();
    expect(stops).toEqual([]);
  });
});
