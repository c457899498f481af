import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rehearsal } from '../../../testing/data/rehearsal.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const question = 'Try on the last 30 days';

/** An administrator has switched on that idle machines stop. */
async function tryIdle(scene: Scene = {}) {
  const view = renderApp('/admin/machines/rules', { as: grace(), ...scene });
  await view.user.click(await screen.findByRole('switch', { name: 'Stop machines that are idle' }));
  const save = screen.getByRole('button', { name: 'Save rules' });
  const ask = async () => {
    const [button] = screen.getAllByRole('button', { name: question });
    if (button) await view.user.click(button);
    return await screen.findByRole('region', { name: 'The last 30 days' });
  };
  return { ...view, save, ask };
}

const none = { looked: 0, met: 0, unknown: 0, leftOut: 0 };
const answering = (more: Parameters<typeof rehearsal>[0]) => ({
  handlers: [mockRoute('rehearseRules', () => rehearsal(more))],
});

describe('the rehearsal of rules', () => {
  it('tells what they would have done, on what it is based, and whom they met most', async () => {
    const { ask } = await tryIdle();

    const part = within(await ask());

    expect(await part.findByText(/^Based on 12 of 30 days: use has been recorded since .*19/)).toHaveTextContent(
      '1 machine that ran said nothing of what they do.',
    );
    expect(part.getByText('2 of 7')).toBeVisible();
    expect(part.getByText('41 h, $1.05')).toBeVisible();
    expect(part.getByText(/^2 times somebody would have had to start one again/)).toBeVisible();
    expect(within(part.getByRole('table', { name: 'By rule' })).getAllByRole('row')).toHaveLength(2);
    expect(part.getByText('gone-finch (deleted)')).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('comes before what is stricter is saved, once, and not before what is milder', async () => {
    const { user, save, world } = await tryIdle();

    await user.click(save);
    expect(await screen.findByRole('region', { name: 'The last 30 days' })).toBeVisible();
    expect(screen.getByText(/^Nothing is saved yet/)).toBeVisible();
    expect(world.machineRules).not.toHaveProperty('idleMinutes');
    await user.click(save);
    await waitFor(() => {
      expect(world.machineRules.idleMinutes).toBe(120);
    });

    await user.click(await screen.findByRole('switch', { name: 'Stop machines that are idle', checked: true }));
    await user.click(screen.getByRole('button', { name: 'Save rules' }));
    await waitFor(() => {
      expect(world.machineRules).not.toHaveProperty('idleMinutes');
    });
  });

  it('is no hindrance where it fails', async () => {
    const { user, save, ask, world } = await tryIdle({ handlers: [mockProblem('rehearseRules', 'internal-error')] });

    const part = within(await ask());
    expect(await part.findByRole('alert', {}, { timeout: 10_000 })).toHaveTextContent('You can save without it.');
    await user.click(save);

    await waitFor(() => {
      expect(world.machineRules.idleMinutes).toBe(120);
    });
  });

  it('adds up what several answers tell', async () => {
    const cursors: (string | undefined)[] = [];
    const { ask } = await tryIdle({
      handlers: [
        mockRoute('rehearseRules', ({ body }) => {
          cursors.push(body.cursor);
          return rehearsal(body.cursor === undefined ? { nextCursor: 'more' } : {});
        }),
      ],
    });

    const part = within(await ask());

    expect(await part.findByText('4 of 14')).toBeVisible();
    expect(cursors).toEqual([undefined, 'more']);
  });

  it('says so where nobody had a machine', async () => {
    const { ask } = await tryIdle(answering({ machines: none }));
    expect(await within(await ask()).findByText('Nobody had a machine in the last 30 days.')).toBeVisible();
  });

  it('says so where none would have been met, and where nothing is known', async () => {
    const { ask } = await tryIdle(answering({ machines: { ...none, looked: 3 }, knownSince: undefined }));
    const part = within(await ask());
    expect(await part.findByText('They would have met no machine.')).toBeVisible();
    expect(part.getByText('Nothing is known yet of what machines did.')).toBeVisible();
  });
});
