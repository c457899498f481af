import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openBudgets(scene: Scene = {}) {
  const view = renderApp('/admin/machines/rules', { as: grace(), ...scene });
  const section = within(await screen.findByRole('region', { name: 'Monthly budgets' }));
  const save = section.getByRole('button', { name: 'Save budgets' });
  const saveStricter = async () => {
    await view.user.click(save);
    await section.findByRole('region', { name: 'The last 30 days' });
    await view.user.click(save);
  };
  return { ...view, section, save, saveStricter };
}

describe('the budgets', () => {
  it('are none at first, and say what they are and when months begin', async () => {
    const { section, save } = await openBudgets();

    expect(section.getByRole('switch', { name: 'Limit what machines of each person cost' })).not.toBeChecked();
    expect(section.getByText(/calendar month \(UTC\)/)).toBeVisible();
    expect(save).toBeDisabled();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are set for each person, and for somebody who is looked for', async () => {
    const { user, section, saveStricter, world } = await openBudgets();

    await user.click(section.getByRole('switch', { name: 'Limit what machines of each person cost' }));
    const amount = section.getByRole('textbox', { name: 'For each person' });
    await user.clear(amount);
    await user.type(amount, '40');
    await user.type(section.getByRole('searchbox'), 'ada');
    await user.click(await section.findByRole('button', { name: `Add ${ada().name}` }));
    await user.type(section.getByRole('textbox', { name: `Budget of ${ada().name}` }), '80.5');
    await user.click(section.getByRole('switch', { name: `${ada().name} is exempt` }));
    await saveStricter();

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.budgets).toMatchObject({
      monthly: 40,
      people: [{ userId: ada().id, monthly: 80.5, isExempt: true }],
    });
  });

  it('of a person are taken back', async () => {
    const arrange = { people: [{ userId: ada().id, name: ada().name, email: ada().email, isExempt: true }] };
    const { user, section, save, world } = await openBudgets({
      arrange: (given) => {
        given.budgets = arrange;
      },
    });

    await user.click(section.getByRole('button', { name: `Remove ${ada().name}` }));
    await user.click(save);

    expect(await screen.findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.budgets).toEqual({ people: [] });
  });

  it('say so when somebody else has set them at the same moment', async () => {
    const { user, section, saveStricter } = await openBudgets({
      handlers: [mockProblem('setBudgets', 'edit-conflict')],
    });

    await user.click(section.getByRole('switch', { name: 'Limit what machines of each person cost' }));
    await saveStricter();

    expect(await screen.findByText('The settings were not changed')).toBeVisible();
  });
});
