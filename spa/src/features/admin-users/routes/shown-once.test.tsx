import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';
import { closeImport } from '../api/import-run.ts';

afterEach(closeImport);

type User = ReturnType<typeof renderApp>['user'];

async function openUsers() {
  const view = renderApp('/admin/users', { as: grace() });
  await screen.findByRole('table', { name: 'Users' });
  return view;
}

/** Each of the windows that show a link or several, opened as far as that. */
const windows: [string, (user: User) => Promise<HTMLElement>][] = [
  [
    'a user was added',
    async (user) => {
      await user.click(screen.getByRole('button', { name: 'Add user' }));
      const drawer = await screen.findByRole('dialog', { name: 'Add user' });
      await user.click(within(drawer).getByRole('textbox', { name: 'E-mail' }));
      await user.paste('hedy@example.org');
      await user.click(within(drawer).getByRole('textbox', { name: 'Name' }));
      await user.paste('Hedy Lamarr');
      await user.click(within(drawer).getByRole('button', { name: 'Add user' }));
      return await screen.findByRole('dialog', { name: 'Hedy Lamarr is added' });
    },
  ],
  [
    'a password was reset',
    async (user) => {
      await user.click(screen.getByRole('button', { name: 'Actions for Ada Lovelace' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Reset password', hidden: true }));
      await user.click(await screen.findByRole('button', { name: 'Reset password' }));
      return await screen.findByRole('dialog', { name: 'A link for Ada Lovelace' });
    },
  ],
  [
    'users were imported',
    async (user) => {
      await user.click(screen.getByRole('button', { name: 'Import' }));
      const dialog = await screen.findByRole('dialog', { name: 'Import users' });
      await user.click(within(dialog).getByRole('textbox', { name: 'CSV' }));
      await user.paste('email,name\nhedy@example.org,Hedy\nemmy@example.org,Emmy\n');
      await user.click(within(dialog).getByRole('button', { name: 'Check the lines' }));
      await user.click(await within(dialog).findByRole('button', { name: 'Import 2 users' }));
      await within(dialog).findByRole('region', { name: 'Imported lines' });
      return dialog;
    },
  ],
];

const question = /^Close without the links?\?$/;
const isAskedOnUnload = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

it.each(windows)('what is shown once after %s is not lost by a key press or a click', async (_, show) => {
  const { user } = await openUsers();
  const shown = await show(user);

  const ways = [
    () => user.keyboard('{Escape}'),
    () => user.click(within(shown).getByRole('button', { name: 'Done' })),
    () => {
      window.dispatchEvent(new PopStateEvent('popstate'));
      return Promise.resolve();
    },
  ];
  for (const way of ways) {
    await way();
    const asked = await screen.findByRole('dialog', { name: question });
    expect(asked).toHaveTextContent('nobody can see it again');
    await user.click(within(asked).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(screen.queryByRole('dialog', { name: question })).not.toBeInTheDocument();
    });
    expect(shown).toBeVisible();
  }
  expect(isAskedOnUnload()).toBe(true);
  await user.keyboard('{Escape}');
  await screen.findByRole('dialog', { name: question });
  expect(await findAccessibilityFaults()).toEqual([]);
});

it.each(windows)('what is shown once after %s closes without a word once it was copied', async (_, show) => {
  const { user } = await openUsers();
  const shown = await show(user);

  await user.click(within(shown).getByRole('button', { name: /^Copy (link|all)$/ }));
  await within(shown).findByRole('button', { name: 'Copied' });
  expect(isAskedOnUnload()).toBe(false);
  await user.keyboard('{Escape}');

  await waitFor(() => {
    expect(shown).not.toBeInTheDocument();
  });
  expect(screen.queryByRole('dialog', { name: question })).not.toBeInTheDocument();
});

it('what is shown once closes when the person says so, and asks anew of the next', async () => {
  const { user } = await openUsers();
  const add = windows[0]?.[1];
  const first = await add?.(user);
  await user.click(within(first ?? document.body).getByRole('button', { name: 'Add another' }));
  await user.click(
    within(await screen.findByRole('dialog', { name: question })).getByRole('button', { name: 'Close anyway' }),
  );

  expect(await screen.findByRole('dialog', { name: 'Add user' })).toBeVisible();
  expect(isAskedOnUnload()).toBe(false);
});

it('links of an import count as saved once their file was downloaded', async () => {
  const download = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { user } = await openUsers();
  const shown = await windows[2]?.[1](user);

  await user.click(within(shown ?? document.body).getByRole('button', { name: 'Download CSV' }));

  expect(isAskedOnUnload()).toBe(false);
  download.mockRestore();
});
