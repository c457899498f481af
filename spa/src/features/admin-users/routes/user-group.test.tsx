import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

describe('the group of a person', () => {
  it('gives a group and a cost centre, which the list shows', async () => {
    const { user, world } = renderApp('/admin/users', { as: grace() });
    const ofAda = () => world.users.find(({ name }) => name === 'Ada Lovelace');

    await user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
    const entry = { name: 'Change group and cost centre', hidden: true };
    // Without layout, the menu takes its button for scrolled out of sight and hides itself.
    await user.click(await screen.findByRole('menuitem', entry));
    const dialog = await screen.findByRole('dialog');
    const save = within(dialog).getByRole('button', { name: 'Save' });
    const fill = (name: string, value: string) => {
      fireEvent.change(within(dialog).getByRole('textbox', { name }), { target: { value } });
    };
    expect(save).toBeDisabled();
    fill('Group', 'Simulation');
    fill('Cost centre', '47/11');
    expect(within(dialog).getByText('Letters, digits, spaces and - . _ only')).toBeInTheDocument();
    expect(save).toBeDisabled();
    fill('Cost centre', '4711');
    await user.click(save);

    await waitFor(() => {
      expect(screen.getByRole('row', { name: /Ada Lovelace/ })).toHaveTextContent('Simulation · cost centre 4711');
    });
    expect(ofAda()).toMatchObject({ group: 'Simulation', costCentre: '4711' });
    expect(screen.getByRole('link', { name: 'Simulation: group of Ada Lovelace' })).toHaveAttribute(
      'href',
      '/admin/users?group=Simulation',
    );
  });

  it('is taken away where its field is emptied, and nothing else is asked for', async () => {
    const asked: unknown[] = [];
    const member = { ...ada(), group: 'Simulation', costCentre: '4711' };
    const { user } = renderApp('/admin/users', {
      as: grace(),
      handlers: [
        mockRoute('listUsers', () => ({ items: [member] })),
        mockRoute('updateUser', ({ body }) => {
          asked.push(body);
          return member;
        }),
      ],
    });
    await user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Change group and cost centre', hidden: true }));

    await user.clear(within(await screen.findByRole('dialog')).getByRole('textbox', { name: 'Group' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => {
      expect(asked).toEqual([{ group: null }]);
    });
  });
});
