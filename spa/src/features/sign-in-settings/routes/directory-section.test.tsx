import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { ago } from '../../../testing/data/records.ts';
import { directorySecret } from '../../../testing/handlers/directory.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const withToken: Scene = {
  arrange: (world) => {
    const token = { madeAt: ago({ days: 3 }), madeBy: 'Grace Hopper', lastUsedAt: ago({ minutes: 5 }) };
    world.directory = { ...world.directory, token: { ...token, lastUsedFrom: '192.0.2.7' }, people: 1204, groups: 1 };
  },
};

async function openDirectory(scene: Scene = {}) {
  const view = renderApp('/admin/sign-in', { as: grace(), ...scene });
  const section = await screen.findByRole('region', { name: 'Directory sync (SCIM)' });
  const press = async (name: string, where = section) => {
    await view.user.click(within(where).getByRole('button', { name }));
  };
  return { ...view, section, press };
}

describe('the directory', () => {
  it('has an address to copy and no token at first, and axe finds nothing', async () => {
    const { section } = await openDirectory();

    expect(within(section).getByRole('group', { name: 'Address' })).toHaveTextContent('/api/scim/v2');
    expect(within(section).getByRole('button', { name: 'Copy address' })).toBeVisible();
    expect(section).toHaveTextContent('There is no token: no directory can send anybody.');
    expect(within(section).queryByRole('button', { name: 'End token' })).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('says when its token was last used, and how many it has sent', async () => {
    const { section } = await openDirectory(withToken);

    expect(section).toHaveTextContent(
      'Grace Hopper made its token 3 days ago; it was last used 5 min ago from 192.0.2.7.',
    );
    expect(section).toHaveTextContent('1204 people and 1 group come from the directory.');
  });

  it('gets a token, which is shown once', async () => {
    const { user, press, section, world } = await openDirectory();

    await press('Make token');

    const dialog = await screen.findByRole('dialog', { name: 'The directory’s token is made' });
    expect(within(dialog).getByRole('group', { name: 'Token' })).toHaveTextContent(directorySecret);
    expect(within(dialog).getByRole('group', { name: 'Token' })).toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Copy token' }));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(await within(section).findByRole('button', { name: 'Replace token' })).toBeVisible();
    expect(screen.queryByText(directorySecret)).not.toBeInTheDocument();
    expect(world.directory.token).toMatchObject({ madeBy: grace().name });
  });

  it('has its token replaced by who says so once more and proves who they are', async () => {
    let isProven = false;
    const { user, press } = await openDirectory({
      ...withToken,
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('makeDirectoryToken', () => {
          if (!isProven) throw new MockProblem('proof-required');
          return { token: { madeAt: ago({}), madeBy: 'Grace Hopper' }, secret: directorySecret };
        }),
      ],
    });

    await press('Replace token');
    const question = await screen.findByRole('dialog', { name: 'Replace the directory’s token?' });
    await press('Replace', question);
    const proof = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(proof).getByLabelText('Password'), 'anything{Enter}');

    expect(await screen.findByText(directorySecret)).toBeVisible();
  });

  it('has its token ended by who says so once more', async () => {
    const { press, section, world } = await openDirectory(withToken);

    await press('End token');
    const question = await screen.findByRole('dialog', { name: 'End the directory’s token?' });
    await press('End', question);

    expect(await within(section).findByRole('button', { name: 'Make token' })).toBeVisible();
    expect(world.directory.token).toBeUndefined();
  });

  it('says when no token could be made', async () => {
    const { press, section } = await openDirectory({ handlers: [mockProblem('makeDirectoryToken', 'internal-error')] });

    await press('Make token');

    expect(await within(section).findByRole('alert')).toHaveTextContent('The token was not made');
  });
});
