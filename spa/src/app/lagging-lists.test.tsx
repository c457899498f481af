import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { laggingLists } from '../testing/lagging-lists.ts';
import { renderApp } from '../testing/render-app.tsx';
import { ada, grace } from '../testing/world.ts';

const open = (path: string, as = ada()) => renderApp(path, { as, handlers: laggingLists() });
const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

async function choose(user: UserEvent, name: string, action: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await user.click(await screen.findByRole('menuitem', { name: action, hidden: true }));
}

describe('a list that lags behind a change', () => {
  it('has the machine that was just launched', async () => {
    const { user } = open('/launch/postgresql');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'fresh-stork');

    await user.click(screen.getByRole('button', { name: 'Launch' }));
    await screen.findByRole('heading', { level: 1, name: 'fresh-stork' });
    await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: 'My machines' }));

    await screen.findByRole('table', { name: 'My machines' });
    await waitFor(() => {
      expect(rowOf('brave-otter')).toHaveTextContent('Ready');
    });
    expect(rowOf('fresh-stork')).toBeInTheDocument();
  });

  it.each([
    ['one’s own', '/machines', ada()],
    ['everybody’s', '/admin/machines', grace()],
  ])('shows a machine as the change left it: %s', async (_whose, path, as) => {
    const { user } = open(path, as);

    await choose(user, 'brave-otter', 'Stop');
    window.dispatchEvent(new Event('pagehide'));

    await waitFor(() => {
      expect(rowOf('brave-otter')).toHaveTextContent('Stopping');
    });
  });

  it('has the user who was just added', async () => {
    const { user } = open('/admin/users', grace());
    await user.click(await screen.findByRole('button', { name: 'Add user' }));
    const drawer = await screen.findByRole('dialog', { name: 'Add user' });
    await user.click(within(drawer).getByRole('textbox', { name: 'E-mail' }));
    await user.paste('hedy@example.org');
    await user.click(within(drawer).getByRole('textbox', { name: 'Name' }));
    await user.paste('Hedy Lamarr');
    await user.click(within(drawer).getByRole('button', { name: 'Add user' }));
    await user.click(
      within(await screen.findByRole('dialog', { name: 'Hedy Lamarr is added' })).getByRole('button', { name: 'Done' }),
    );

    expect(await screen.findByRole('row', { name: /Hedy Lamarr/ })).toBeInTheDocument();
  });

  it('has the people who were just imported', async () => {
    const { user } = open('/admin/users', grace());
    await user.click(await screen.findByRole('button', { name: 'Import' }));
    const drawer = await screen.findByRole('dialog', { name: 'Import users' });
    await user.click(within(drawer).getByRole('textbox', { name: 'CSV' }));
    await user.paste('email,name\nhedy@example.org,Hedy Lamarr\nemmy@example.org,Emmy Noether');
    await user.click(within(drawer).getByRole('button', { name: 'Check the lines' }));
    await user.click(await within(drawer).findByRole('button', { name: 'Import 2 users' }));
    await user.click(await within(drawer).findByRole('button', { name: 'Copy all' }));
    await within(drawer).findByRole('button', { name: 'Copied' });
    await user.click(await within(drawer).findByRole('button', { name: 'Done' }));

    expect(await screen.findByRole('row', { name: /Hedy Lamarr/ })).toBeInTheDocument();
    expect(rowOf('Emmy Noether')).toBeInTheDocument();
  });

  it('has no more the user who was just deleted', async () => {
    const { user } = open('/admin/users', grace());

    await choose(user, 'Alan Turing', 'Delete');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));

    await waitFor(() => {
      expect(screen.queryByRole('row', { name: /Alan Turing/ })).not.toBeInTheDocument();
    });
  });

  it('has no more the session that was just ended', async () => {
    const { user } = open('/profile');

    await user.click(await screen.findByRole('button', { name: 'End session of Safari on iPhone at 178.115.62.4' }));

    await waitFor(() => {
      expect(screen.queryByText('Safari on iPhone')).not.toBeInTheDocument();
    });
  });
});
