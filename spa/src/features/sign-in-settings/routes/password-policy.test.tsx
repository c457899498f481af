import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { exampleCompany } from '../../../testing/data/companies.ts';
import { idOf } from '../../../testing/data/users.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const off = 'Only of the account for emergencies';

async function openPasswords(scene: Scene = {}) {
  const view = renderApp('/admin/sign-in', { as: grace(), ...scene });
  const section = await screen.findByRole('region', { name: 'Passwords' });
  const choose = async (name: string) => {
    await view.user.click(await within(section).findByRole('radio', { name }));
  };
  const save = async () => {
    await view.user.click(within(section).getByRole('button', { name: 'Save' }));
  };
  return { ...view, section, choose, save };
}

describe('passwords', () => {
  it('are of everybody at first, and the page says that the last administrator always gets in', async () => {
    const { section } = await openPasswords();

    expect(within(section).getByRole('radio', { name: 'Of everybody' })).toBeChecked();
    expect(section).toHaveTextContent('The last active administrator always gets in by theirs');
    expect(within(section).getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('are switched off for all but an administrator, and axe finds nothing', async () => {
    const { section, choose, save, world } = await openPasswords({
      arrange: (newWorld) => {
        newWorld.companies = [exampleCompany()];
      },
    });

    await choose(off);
    await within(section).findByRole('radio', { name: 'Radia Perlman' });
    const accounts = within(within(section).getByRole('radiogroup', { name: 'Account for emergencies' }));
    expect(accounts.getAllByRole('radio').map((radio) => radio.getAttribute('value'))).toEqual([
      idOf('usr', 'Grace Hopper'),
      idOf('usr', 'Radia Perlman'),
    ]);
    expect(await findAccessibilityFaults()).toEqual([]);
    expect(screen.queryByRole('status', { name: 'No company is on' })).not.toBeInTheDocument();
    await choose('Radia Perlman');
    await save();

    await waitFor(() => {
      expect(screen.getByRole('status', { name: 'Saved' })).toBeVisible();
    });
    expect(world.signInSettings).toMatchObject({
      passwordsOf: 'break-glass',
      breakGlassUserId: idOf('usr', 'Radia Perlman'),
    });
  });

  it.each([[[]], [[exampleCompany({ isEnabled: false })]]])(
    'are warned of where no company is on',
    async (companies) => {
      const { choose } = await openPasswords({
        arrange: (world) => {
          world.companies = companies;
        },
      });

      await choose(off);

      expect(await screen.findByRole('status', { name: 'No company is on' })).toHaveTextContent(
        'Whoever has no passkey could not sign in any more',
      );
    },
  );

  it('are not switched off before somebody is chosen', async () => {
    const { section, choose, save, world } = await openPasswords();

    await choose(off);
    const first = await within(section).findByRole('radio', { name: 'Grace Hopper' });
    await save();

    expect(section).toHaveTextContent('Choose who gets in when no company does.');
    await waitFor(() => {
      expect(first).toHaveFocus();
    });
    expect(world.signInSettings.passwordsOf).toBe('everybody');
  });

  it('say at the choice that an account was refused, until another is chosen', async () => {
    const { section, choose, save } = await openPasswords({
      handlers: [mockProblem('setPasswordPolicy', 'break-glass-missing')],
    });

    await choose(off);
    await choose('Grace Hopper');
    await save();

    expect(await within(section).findByText(/has no password of its own/)).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await choose('Radia Perlman');
    expect(within(section).queryByText(/has no password of its own/)).not.toBeInTheDocument();
  });

  it('are switched on again', async () => {
    const { section, choose, save, world } = await openPasswords({
      arrange: (newWorld) => {
        const breakGlassUserId = idOf('usr', 'Radia Perlman');
        newWorld.signInSettings = { ...newWorld.signInSettings, passwordsOf: 'break-glass', breakGlassUserId };
      },
    });

    expect(await within(section).findByRole('radio', { name: 'Radia Perlman' })).toBeChecked();
    await choose('Of everybody');
    await save();

    await waitFor(() => {
      expect(world.signInSettings.passwordsOf).toBe('everybody');
    });
  });

  it('find further administrators by searching, and keep who is chosen in sight', async () => {
    const zoe = { ...grace(), id: idOf('usr', 'Zoe'), name: 'Zoe' };
    const { user, section, choose } = await openPasswords({
      handlers: [
        mockRoute('listUsers', ({ query }) => {
          if (query.get('search') === 'zoe') return { items: [zoe] };
          const items = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ ...grace(), id: idOf('usr', name), name }));
          return { items, nextCursor: 'more' };
        }),
        mockRoute('getUser', ({ params }) => ({ ...grace(), id: params.id, name: 'B' })),
      ],
    });

    await choose(off);
    await choose('B');
    await user.type(within(section).getByRole('searchbox', { name: 'Search administrators' }), 'zoe');

    expect(await within(section).findByRole('radio', { name: 'Zoe' })).not.toBeChecked();
    expect(within(section).getByRole('radio', { name: 'B' })).toBeChecked();
    expect(within(section).queryByRole('radio', { name: 'A' })).not.toBeInTheDocument();
  });

  it('are changed once it was proven who asks', async () => {
    let isProven = false;
    const { user, choose, save } = await openPasswords({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('setPasswordPolicy', ({ body }) => {
          if (!isProven) throw new MockProblem('proof-required');
          return { secondFactorOf: 'nobody', graceDays: 14, ...body };
        }),
      ],
    });

    await choose(off);
    await choose('Grace Hopper');
    await save();
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    await waitFor(() => {
      expect(screen.getByRole('status', { name: 'Saved' })).toBeVisible();
    });
  });

  it('keep what was chosen when they could not be changed', async () => {
    const { section, choose, save } = await openPasswords({
      handlers: [mockProblem('setPasswordPolicy', 'edit-conflict')],
    });

    await choose(off);
    await choose('Grace Hopper');
    await save();

    expect(await within(section).findByRole('alert')).toHaveTextContent('Somebody else changed this');
    expect(within(section).getByRole('radio', { name: 'Grace Hopper' })).toBeChecked();
  });
});
