import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

/** The page at an address, with every question that it put to the list and to the count. */
function openUsers(address = '/admin/users', { more = false, count = 1, complete = true, found = [grace()] } = {}) {
  const asked: string[] = [];
  const counted: string[] = [];
  const view = renderApp(address, {
    as: grace(),
    handlers: [
      mockRoute('countUsers', ({ query }) => {
        counted.push(query.toString());
        return { count, complete };
      }),
      mockRoute('listUsers', ({ query }) => {
        asked.push(query.toString());
        return { items: found, ...(more && { nextCursor: 'two' }) };
      }),
    ],
  });
  return { ...view, asked, counted };
}

describe('narrowing down the list of users', () => {
  it('asks the server by what stands in the address, so that a link and a reload keep it', async () => {
    const { asked, counted } = openUsers(
      '/admin/users?q=hop&status=waiting&role=admin&lastSignIn=over-90-days&sort=-name&size=100',
    );

    expect(await screen.findByRole('combobox', { name: 'Status' })).toHaveValue('waiting');
    expect(screen.getByRole('searchbox', { name: 'Search users' })).toHaveValue('hop');
    expect(screen.getByRole('combobox', { name: 'Sort by' })).toHaveValue('-name');
    const filter = { status: 'waiting', role: 'admin', lastSignIn: 'over-90-days', search: 'hop' };
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({ ...filter, sort: '-name', limit: '100' });
    expect(Object.fromEntries(new URLSearchParams(counted[0]))).toEqual(filter);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('shows the people of one group, and of all again', async () => {
    const { user, asked, counted } = openUsers('/admin/users?group=R%26D');

    await user.click(await screen.findByRole('button', { name: 'Show other groups than R&D too' }));

    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({ group: 'R&D' });
    expect(Object.fromEntries(new URLSearchParams(counted[0]))).toEqual({ group: 'R&D' });
    await waitFor(() => {
      expect(asked.at(-1)).toBe('sort=-created&limit=50');
    });
    expect(window.location.search).toBe('');
  });

  it('takes what the address says of no choice for none', async () => {
    const { asked } = openUsers('/admin/users?status=locked&sort=toString&size=7');

    expect(await screen.findByRole('combobox', { name: 'Status' })).toHaveValue('');
    expect(asked).toEqual(['sort=-created&limit=50']);
  });

  it('puts each choice into the address and asks again', async () => {
    const { user, asked } = openUsers();

    await user.selectOptions(await screen.findByRole('combobox', { name: 'Last sign-in' }), 'Never signed in');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'E-mail, A to Z');

    await waitFor(() => {
      expect(asked.at(-1)).toBe('lastSignIn=never&sort=email&limit=50');
    });
    expect(window.location.search).toBe('?lastSignIn=never&sort=email');
  });

  it('keeps both of two choices when the page has not caught up with the first', async () => {
    openUsers();
    const role = await screen.findByRole('combobox', { name: 'Role' });

    // eslint-disable-next-line testing-library/no-unnecessary-act -- all three within one, so that nothing is drawn between them
    act(() => {
      fireEvent.change(role, { target: { value: 'admin' } });
      fireEvent.change(screen.getByRole('combobox', { name: 'Status' }), { target: { value: 'disabled' } });
      fireEvent.change(screen.getByRole('searchbox', { name: 'Search users' }), { target: { value: 'hop' } });
    });

    expect(window.location.search).toBe('?role=admin&status=disabled&q=hop');
  });

  it('shows everybody again by one step, in the order that was chosen', async () => {
    const { user, asked } = openUsers('/admin/users?q=nobody&role=user&sort=name', { found: [] });

    await user.click(await screen.findByRole('button', { name: 'Show all users' }));

    await waitFor(() => {
      expect(asked.at(-1)).toBe('sort=name&limit=50');
    });
    expect(window.location.search).toBe('?sort=name');
    expect(screen.getByRole('searchbox', { name: 'Search users' })).toHaveValue('');
  });

  it.each([
    [{ more: false, count: 0 }, '1 user'],
    [{ more: true, count: 312 }, 'The first 1 of 312 users'],
    [{ more: true, count: 312, complete: false }, 'The first 1 of at least 312 users'],
    [{ more: true, count: 0 }, 'The first 1 user'],
  ])('says how many there are: %o', async (answer, words) => {
    openUsers('/admin/users', answer);

    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});
