import { screen, waitFor, within } from '@testing-library/react';
import { expect, describe, it } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { oneTimePassword, rightPassword, validUntil } from '../../testing/handlers/people.ts';
import { MockProblem, mockRoute } from '../../testing/mock-route.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { grace } from '../../testing/world.ts';

/** An administrator whose last proof is too old resets somebody's password. */
async function beginReset() {
  let isProven = false;
  const tries: boolean[] = [];
  const view = renderApp('/admin/users', {
    as: grace(),
    handlers: [
      mockRoute('renewProof', ({ body }) => {
        if (body.password !== rightPassword) throw new MockProblem('wrong-current-password');
        isProven = true;
        return undefined;
      }),
      mockRoute('resetPassword', () => {
        tries.push(isProven);
        if (!isProven) throw new MockProblem('proof-required');
        return { oneTimePassword, validUntil };
      }),
    ],
  });
  await view.user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await view.user.click(await screen.findByRole('menuitem', { name: 'Reset password', hidden: true }));
  const dialog = await screen.findByRole('dialog', { name: /Reset the password/ });
  await view.user.click(within(dialog).getByRole('button', { name: 'Reset password' }));
  const question = await screen.findByRole('dialog', { name: 'Is it you?' });
  return { ...view, question, tries };
}

describe('the question for the password', () => {
  it('stands over what was begun, and lets it go on', async () => {
    const { user, question, tries } = await beginReset();

    expect(within(question).getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toHaveTextContent(oneTimePassword);
    expect(tries).toEqual([false, true]);
  });

  it('says when the password is wrong, and asks on', async () => {
    const { user, question, tries } = await beginReset();

    await user.type(within(question).getByLabelText('Password'), 'a guess{Enter}');

    expect(await within(question).findByText('This is not your password.')).toBeVisible();
    expect(within(question).getByLabelText('Password')).toBeInvalid();
    expect(tries).toEqual([false]);
  });

  it.each(['its button', 'Escape'])(
    'can be left by %s, with what was begun still there and nothing done',
    async (way) => {
      const { user, question, tries } = await beginReset();

      if (way === 'Escape') await user.type(within(question).getByLabelText('Password'), '{Escape}');
      else await user.click(within(question).getByRole('button', { name: 'Cancel' }));

      await waitFor(() => {
        expect(screen.queryByRole('dialog', { name: 'Is it you?' })).not.toBeInTheDocument();
      });
      expect(screen.getByRole('dialog', { name: /Reset the password/ })).toHaveTextContent('Enter your password again');
      expect(tries).toEqual([false]);
    },
  );
});
